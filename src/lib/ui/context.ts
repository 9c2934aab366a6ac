// What the layout hands down to every page: the one player and the listener's look.

import { createContext } from 'svelte';
import type { Look } from '#lib/player/look.svelte.ts';
import type { Player } from '#lib/player/player.svelte.ts';

export const [getPlayer, setPlayer] = createContext<Player>();
export const [getLook, setLook] = createContext<Look>();
