/** @typedef {Node | string | number | null | undefined | false | readonly Child[]} Child */

const svgSpace = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Texts become text nodes, never markup: what customers write can be nothing else here. `on…` are listeners,
 * `class` and `text` what they say, `true` is an attribute without a value; false, null and undefined are left out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...Child} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else if (name === 'text') node.textContent = value;
  else if (name === 'value') node.value = value;
  else node.setAttribute(name, value === true ? '' : String(value));
}

/**
 * @param {Element | DocumentFragment} node
 * @param {readonly Child[]} children
 */
export function append(node, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child instanceof Node ? child : `${/** @type {string | number} */ (child)}`);
  }
}

/**
 * Puts these in the place of all that a node holds.
 * @param {Element} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/**
 * A drawing of one path.
 * @param {string} path
 */
export function drawing(path, size = 20) {
  const svg = document.createElementNS(svgSpace, 'svg');
  const line = document.createElementNS(svgSpace, 'path');
  line.setAttribute('d', path);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  svg.append(line);
  return svg;
}

/**
 * Bars of a small chart, 0 to 1 each, with what each says.
 * @param {readonly { share: number, title: string }[]} bars
 * @param {string} label
 */
export function barChart(bars, label) {
  const [width, height, gap] = [560, 96, 6];
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('class', 'chart');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const step = (width + gap) / Math.max(1, bars.length);
  bars.forEach(({ share, title }, index) => {
    const bar = document.createElementNS(svgSpace, 'rect');
    const tall = Math.max(3, Math.round(share * height));
    bar.setAttribute('x', String(Math.round(index * step)));
    bar.setAttribute('y', String(height - tall));
    bar.setAttribute('width', String(Math.round(step - gap)));
    bar.setAttribute('height', String(tall));
    bar.setAttribute('rx', '4');
    bar.setAttribute('class', index === bars.length - 1 ? 'bar bar-now' : 'bar');
    const hint = document.createElementNS(svgSpace, 'title');
    hint.textContent = title;
    bar.append(hint);
    svg.append(bar);
  });
  return svg;
}

/**
 * Text that somebody else wrote: its direction stays its own.
 * @param {string} text
 */
export function said(text, props = {}) {
  return el('bdi', { dir: 'auto', ...props }, text);
}
