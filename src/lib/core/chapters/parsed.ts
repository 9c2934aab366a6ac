// What reading chapters comes to, in every format.

import type { Chapter, Problem } from '../episode.ts';

export type ParsedChapters = { chapters: Chapter[]; problems: Problem[] };
