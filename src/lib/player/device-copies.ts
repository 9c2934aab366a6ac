// The copies of episodes on this device, each made when it is first asked for. They are held above the panels that show
// them: closing one, or going to another page, stops no download.

import { DeviceCopy, type Episode } from './device-copy.svelte.ts';

export class DeviceCopies {
	readonly #copies = new Map<string, DeviceCopy>();

	of(episode: Episode): DeviceCopy {
		let copy = this.#copies.get(episode.slug);
		if (!copy) this.#copies.set(episode.slug, (copy = new DeviceCopy(episode)));
		return copy;
	}
}
