/** The hook `wabot:plugins`: what this package brings, by `kind/name`. A plugin is imported when the settings choose it. */
export default async function plugins() {
  return {
    'memory/folder': () => import('./folder.js'),
    'model/echo': () => import('./echo.js'),
  };
}
