import type { Image } from '../../../core/kinds/model.ts';

type Size = Pick<Image, 'width' | 'height'>;

/**
 * How families count a picture, by the vendor's guide on images and what callers measured of it (November 2026): most by patches of
 * 32 pixels, each so many tokens; older ones by tiles of 512 after the shorter side is 768 pixels long at most.
 */
const families: readonly [RegExp, (size: Size) => number][] = [
  [/^gpt-4o-mini/, tiles(2_833, 5_667)],
  [/^(?:gpt-4o|gpt-4\.1(?!-(?:mini|nano))|gpt-4\.5|chatgpt-4o|o1|o3)/, tiles(85, 170)],
  [/^gpt-5(?:-(?:\d{4}|chat)|$)/, tiles(70, 140)],
  [/-nano/, patches(2.46)],
  [/^o4-mini/, patches(1.72)],
  [/^gpt-(?:4\.1|5)-mini/, patches(1.62)],
  [/^gpt-(?:5\.\d|[6-9]|\d\d)/, patches(1.2)],
];

/** What the pictures of a model cost, in tokens; a model of no known family counts as the most expensive that counts by patches. */
export function imageTokensOf(model: string): (size: Size) => number {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  return families.find(([family]) => family.test(name))?.[1] ?? patches(2.46);
}

function patches(each: number): (size: Size) => number {
  return ({ width, height }) => Math.ceil(each * Math.ceil(width / 32) * Math.ceil(height / 32));
}

function tiles(base: number, each: number): (size: Size) => number {
  return ({ width, height }) => {
    const shrink = Math.min(1, 768 / Math.min(width, height));
    const [wide, high] = [width, height].map((side) => Math.ceil((side * shrink) / 512));
    return base + each * (wide ?? 1) * (high ?? 1);
  };
}
