// Who speaks, where no colon says so: a name on a line of its own, before a tab, before a dash, or in brackets that are
// not square.
//
//   Maren Holt                 Maren Holt⇥Welcome.        Maren Holt – Welcome.        (Maren Holt) Welcome.
//   Welcome.                   Peter Vane⇥Thank you.      Peter Vane – Thank you.      <Peter Vane> Thank you.
//
// Any short line may look like a name (a heading, an answer, a place, a refrain), and a word taken for a name is lost. So
// the document has to bear it out as a whole: at least two names that come again and take turns, each followed by what
// begins as speech does and preceded by what ends so. Names that come once are left in the text.

import { isParticle, standing } from './speaker.ts';

export type BylineForm = 'line' | 'tab' | 'dash' | 'round' | 'angle';
/** The name as written, and how many characters it takes with what separates it. */
export type Byline = { name: string; length: number };
/** The names that a document bears out, all of one form. */
export type Bylines = { form: BylineForm; names: ReadonlySet<string> };
/** A line without its stamp, and whether a blank line stands above. */
export type Row = { text: string; afterBlank: boolean };

const separated: Record<Exclude<BylineForm, 'line'>, RegExp> = {
	tab: /^([^\t]{1,48})\t\s*(?=\S)/,
	dash: /^([^–—]{1,48}?)(?<!\s)\s{1,8}(?:[–—]|--?)\s{1,8}(?=\S)/,
	round: /^\(([^()]{1,48})\)\s*(?=[^\s:])/,
	angle: /^<([^<>]{1,48})>\s*(?=\S)/
};

/** Words that no name has in it: parts of a show, of a song or of a recipe, and what people answer. */
const others = new Set(
	(
		'ad ads advert adverts advertisement advertisements sponsor sponsors sponsored commercial commercials promo break ' +
		'intro outro introduction conclusion opening closing chapter part section segment act scene prologue epilogue ' +
		'volume episode season series show podcast interview discussion conversation monologue transcript recap summary ' +
		'preview teaser trailer highlights headlines headline news weather sport sports traffic report review mailbag mail ' +
		'listener letters credits notes topic topics question questions answer answers remarks message update corrections ' +
		'music theme song jingle verse chorus pre-chorus bridge refrain hook solo interlude instrumental coda hymn psalm ' +
		'prayer reading lesson sermon exercise ingredients method instructions directions preparation materials steps step ' +
		'before after background history overview details results methods problem solution morning afternoon evening night ' +
		'all both none everyone everybody ' +
		'takeaways action items fact facts bonus update updates story stories ' +
		'yes yeah yep yup no nope nah ok okay right alright sure exactly absolutely definitely totally certainly indeed ' +
		'correct true false perfect great good fine nice cool wow oh ah uh um hm hmm mm mhm huh hey hi hello bye goodbye ' +
		'thank thanks please sorry welcome cheers congratulations amen hallelujah alleluia hosanna never always maybe ' +
		'perhaps possibly probably obviously interesting amazing awesome wonderful fantastic brilliant lovely beautiful ' +
		'really seriously actually basically gotcha agreed understood of course happy you me my your we they it is ' +
		'werbung anzeige einleitung kapitel teil strophe publicité chapitre partie couplet publicidad capítulo parte ' +
		'estribillo pubblicità capitolo ritornello publicidade реклама глава припев ' +
		'oui non merci exactement voilà sí claro gracias exacto vale ja nein genau danke bitte sì grazie certo esatto sim ' +
		'não obrigado obrigada да нет спасибо конечно'
	).split(' ')
);

const opens = /^[\p{Ps}\p{Pi}"'¿¡…\s-]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u;
const closes = /[.!?…:;。！？—–-]["'\p{Pf}\p{Pe}]*$/u;

/** What could name a speaker at the beginning of the line, by its form alone. */
export function possibleByline(text: string, form: BylineForm): Byline | null {
	const match = form === 'line' ? null : separated[form].exec(text);
	if (form !== 'line' && !match) return null;
	const name = (match?.[1] ?? text).trim();
	return isNameLike(name) ? { name, length: match?.[0].length ?? text.length } : null;
}

/** Whether a name without a colon looks like one, and like nothing else that stands on a line of its own. */
export function isNameLike(name: string): boolean {
	if (name.length > 48 || /[,/]|[^\p{L}\p{N})]$/u.test(name.replace(/(?<=(?:^|\s)\p{Lu})\.$/u, ''))) return false;
	const form = standing(name);
	const words = name.split(/\s+/);
	if (words.length > 4 || (form !== 'name' && form !== 'role')) return false;
	if (words.some((word) => others.has(word.toLowerCase()))) return false;
	return form === 'role' || words.every((word) => /^[\p{Lu}(]/u.test(word) || isParticle(word));
}

/** Whether enough of the names come again, or are roles, for all of them to be names. */
export function comeAgain(names: readonly string[]): boolean {
	const distinct = [...new Set(names)];
	const roles = distinct.filter((name) => standing(name) === 'role').length;
	return (names.length - distinct.length + roles) * 4 >= names.length;
}

/** The names that stand in front of what is said, or null where the document does not bear any out. */
export function findBylines(rows: readonly Row[]): Bylines | null {
	for (const form of ['tab', 'line', 'dash', 'round', 'angle'] as const) {
		const names = borneOut(rows, form);
		if (names) return { form, names };
	}
	return null;
}

function borneOut(rows: readonly Row[], form: BylineForm): Set<string> | null {
	const found = rows.map(({ text }) => possibleByline(text, form));
	const places = wellPlaced(rows, form, found);
	const isSure = (name: string) => /\s/.test(name) || standing(name) === 'role';
	if ([...places].filter(([name, at]) => isSure(name) || at.length > 2).length < 2) return null;
	// Between round brackets plays say what happens, again and again: "(Thunder)".
	if (form === 'round' && ![...places.keys()].every(isSure)) return null;
	const heads = found.flatMap((byline, at) => (byline && places.has(byline.name) ? [{ ...byline, at }] : []));
	const strays = found.filter(Boolean).length - heads.length;
	return strays <= heads.length / 2 && areTurns(rows, form, heads) ? new Set(places.keys()) : null;
}

/** The names that come again and stand, wherever they do, at the beginning of something: with the lines they are on. */
function wellPlaced(rows: readonly Row[], form: BylineForm, found: readonly (Byline | null)[]): Map<string, number[]> {
	const all = new Map<string, number[]>();
	for (const [at, byline] of found.entries()) {
		if (!byline) continue;
		const known = all.get(byline.name);
		if (known) known.push(at);
		else all.set(byline.name, [at]);
	}
	const again = new Map([...all].filter(([, at]) => at.length > 1));
	if (again.size < 2) return again;
	const count = [...again.values()].reduce((sum, at) => sum + at.length, 0);
	// Where blank lines part the turns, a name in the middle of a paragraph is something else.
	const parted = blocksIn(rows) >= count;
	const small = form === 'line' ? smallWords(rows) : null;
	const isPlaced = (at: number) =>
		(!parted || at === 0 || rows[at].afterBlank) &&
		(form !== 'line' || (at + 1 < rows.length && !again.has(found[at + 1]?.name ?? '')));
	const isCommon = (name: string) => standing(name) === 'name' && small?.has(name.toLowerCase());
	return new Map([...again].filter(([name, at]) => at.every(isPlaced) && !isCommon(name)));
}

/** Whether the names take turns, and what stands around them is speech. */
function areTurns(rows: readonly Row[], form: BylineForm, heads: readonly (Byline & { at: number })[]): boolean {
	const said = heads.map(({ at, length }) => (form === 'line' ? rows[at + 1].text : rows[at].text.slice(length)));
	const before = heads.flatMap(({ at }) => (at > 0 ? rows[at - 1].text : []));
	const changes = heads.filter(({ name }, i) => i > 0 && name !== heads[i - 1].name).length;
	return (
		changes >= (heads.length - 1) / 2 &&
		share(said, opens) >= 0.9 &&
		share(said, /\p{Ll}/u) >= 0.8 &&
		share(before, closes) >= 0.7 &&
		// Inside a line a dash may mean anything.
		(form === 'line' || heads.length >= blocksIn(rows) * 0.4)
	);
}

function blocksIn(rows: readonly Row[]): number {
	return rows.filter(({ afterBlank }, at) => at === 0 || afterBlank).length;
}

/** Words that the document writes in small letters: a name is seldom among them. */
function smallWords(rows: readonly Row[]): Set<string> {
	return new Set(rows.flatMap(({ text }) => text.match(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]*/gu) ?? []));
}

function share(texts: readonly string[], pattern: RegExp): number {
	return texts.length ? texts.filter((text) => pattern.test(text)).length / texts.length : 1;
}
