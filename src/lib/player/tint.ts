// An accent from an episode's artwork: only its hue is taken over. Lightness and chroma stay those of the page, so the
// contrast with paper and ink is kept whatever the picture is.

/** Chroma below this is grey to the eye: no hue to speak of. */
const GREY = 0.035;

/**
 * The hue that a picture is remembered by, in degrees of OKLCH (Ottosson 2020), or null for a grey one. Pixels are RGBA
 * bytes. The mean over all pixels of their direction in the colour plane, so that strong colours count most.
 */
export function hueOf(pixels: Uint8ClampedArray): number | null {
	let a = 0;
	let b = 0;
	let weight = 0;
	for (let i = 0; i + 3 < pixels.length; i += 4) {
		const alpha = pixels[i + 3] / 255;
		const [x, y] = labOf(pixels[i], pixels[i + 1], pixels[i + 2]);
		// Squared: a small bright patch outweighs a large dull ground.
		const chroma = Math.hypot(x, y) * alpha;
		a += x * chroma;
		b += y * chroma;
		weight += chroma;
	}
	if (weight === 0 || Math.hypot(a, b) / weight < GREY) return null;
	return (Math.atan2(b, a) * (180 / Math.PI) + 360) % 360;
}

/** The a and b of OKLab for an sRGB colour in bytes. */
function labOf(red: number, green: number, blue: number): [number, number] {
	const [r, g, b] = [red, green, blue].map((value) => {
		const c = value / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

/** The accent of that hue, for both themes. */
export function accentOf(hue: number): string {
	const h = Math.round(hue);
	return `light-dark(oklch(0.47 0.12 ${h}), oklch(0.8 0.1 ${h}))`;
}

/** Reads a picture that the page shows. Null where it is grey or cannot be read. */
export function readHue(image: HTMLImageElement): number | null {
	const side = 24;
	const canvas = image.ownerDocument.createElement('canvas');
	canvas.width = canvas.height = side;
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context || !image.naturalWidth) return null;
	context.drawImage(image, 0, 0, side, side);
	return hueOf(context.getImageData(0, 0, side, side).data);
}
