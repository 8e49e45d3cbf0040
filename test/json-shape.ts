/** What a JSON value is made of, over all samples that were seen of it. */
export interface Shape {
  /** `string`, `number`, `boolean`, `null`. */
  plain: Set<string>;
  /** Undefined: it was never an object. */
  fields?: Map<string, { shape: Shape; seen: number }>;
  /** How often it was an object. */
  objects: number;
  /** Of every element; undefined: it was never a list. */
  element?: Shape;
}

export function emptyShape(): Shape {
  return { plain: new Set(), objects: 0 };
}

/** Adds a sample to a shape. */
export function learn(shape: Shape, value: unknown): void {
  if (Array.isArray(value)) {
    shape.element ??= emptyShape();
    for (const each of value) learn(shape.element, each);
    return;
  }
  if (typeof value !== 'object' || value === null)
    return void shape.plain.add(value === null ? 'null' : typeof value);
  shape.objects += 1;
  shape.fields ??= new Map();
  for (const [name, field] of Object.entries(value)) {
    const known = shape.fields.get(name) ?? { shape: emptyShape(), seen: 0 };
    shape.fields.set(name, known);
    known.seen += 1;
    learn(known.shape, field);
  }
}

/** A shape as one type, in the way of TypeScript; `name?` is not always there, `never[]` was always empty. */
export function written(shape: Shape, indent = ''): string {
  const { plain, fields, objects, element } = shape;
  const parts = [
    ...(fields ? [object([...fields], objects, indent)] : []),
    ...(element ? [list(element, indent)] : []),
    ...[...plain].filter((name) => name !== 'null').toSorted(),
    ...(plain.has('null') ? ['null'] : []),
  ];
  return parts.join(' | ') || 'never';
}

function object(
  fields: [string, { shape: Shape; seen: number }][],
  objects: number,
  indent: string,
): string {
  if (fields.length === 0) return '{}';
  const lines = fields.map(([name, { shape, seen }]) => {
    return `${indent}  ${name}${seen < objects ? '?' : ''}: ${written(shape, `${indent}  `)}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function list(element: Shape, indent: string): string {
  const inner = written(element, indent);
  return inner.startsWith('{') || !inner.includes(' | ') ? `${inner}[]` : `(${inner})[]`;
}
