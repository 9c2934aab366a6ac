// The system's own controls (lock screen, headphones, media keys) mirror the player.

import { untrack } from 'svelte';
import type { Player } from './player.svelte.ts';
import { neighbour } from './topics.ts';

/** Called inside an effect: reads the player's state, so that it runs again when the title or the topic changes. */
export function followPlayer(player: Player): void {
	if (typeof navigator === 'undefined' || !('mediaSession' in navigator) || !player.element) return;
	const session = navigator.mediaSession;
	const { loaded, topic } = player;
	if (!loaded) return;
	session.metadata = new MediaMetadata({
		title: topic && loaded.topics.length > 1 ? topic.title : loaded.title,
		artist: loaded.show ?? '',
		album: loaded.title,
		artwork: loaded.artwork ? [{ src: loaded.artwork }] : []
	});
	session.playbackState = player.paused ? 'paused' : 'playing';
	if (loaded.duration)
		session.setPositionState?.({
			duration: loaded.duration,
			playbackRate: player.rate,
			// Whole turns of the clock are the system's own business: only a jump needs to be told.
			position: Math.min(
				loaded.duration,
				untrack(() => player.time)
			)
		});
	void player.seeks;
	const on = (action: MediaSessionAction, handler: MediaSessionActionHandler) => {
		try {
			session.setActionHandler(action, handler);
		} catch {
			// Not every browser knows every action.
		}
	};
	on('play', () => void player.play());
	on('pause', () => player.pause());
	on('seekbackward', ({ seekOffset }) => player.skip(-(seekOffset ?? 10)));
	on('seekforward', ({ seekOffset }) => player.skip(seekOffset ?? 30));
	on('seekto', ({ seekTime }) => {
		if (seekTime !== undefined && seekTime !== null) player.seek(seekTime);
	});
	on('previoustrack', () => player.seek(neighbour(loaded, player.time, -1)));
	on('nexttrack', () => player.seek(neighbour(loaded, player.time, 1)));
}
