import { createRequire } from 'node:module';
import { problem } from '#contracts/problem-error.ts';

/** Twice the size of the SVG, as screens want it; less where that would be too many pixels for most viewers. */
const scale = 2;
const mostPixels = 80_000_000;
const mostSide = 16_000;

/**
 * The SVG as a PNG, in base64. Letters are those of Inter, which comes along; the system's fonts are asked only for
 * scripts that it does not have. Problem `unsupported` where no build of the renderer fits the machine.
 */
export async function pngOf(svg: string): Promise<string> {
  const [, width = 1, height = 1] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
  const zoom = Math.min(scale, mostSide / width, mostSide / height, Math.sqrt(mostPixels / (width * height)));
  const { Resvg } = await loadRenderer();
  const { resolve } = createRequire(import.meta.url);
  const rendered = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: /[^\u0000-\u052f\u1e00-\u22ff]/.test(svg),
      fontFiles: fonts.map((file) => resolve(file)),
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
  });
  return rendered.render().asPng().toString('base64');
}

const fonts = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
] as const;

async function loadRenderer() {
  try {
    return await import('@resvg/resvg-js');
  } catch (error) {
    throw problem(
      'unsupported',
      'The renderer of PNG files does not run on this machine.',
      'Take --as svg: browsers and office programs read it.',
      error,
    );
  }
}
