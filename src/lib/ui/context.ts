// What the layout hands down to every page: the one player, the listener's look and what is on the device.

import { createContext } from 'svelte';
import type { DeviceCopies } from '#lib/player/device-copies.ts';
import type { Look } from '#lib/player/look.svelte.ts';
import type { Player } from '#lib/player/player.svelte.ts';

export const [getPlayer, setPlayer] = createContext<Player>();
export const [getLook, setLook] = createContext<Look>();
export const [getCopies, setCopies] = createContext<DeviceCopies>();
