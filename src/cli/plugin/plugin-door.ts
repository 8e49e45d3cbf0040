/** `wabot/plugin`: what plugins import of core, and the command that a package of plugins extends. */
export * from '../../core/plugin-api/index.ts';
export { PluginCommand as WabotCommand } from './plugin-command.ts';
