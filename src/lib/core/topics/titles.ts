// Titles for the parts of a text, made of their own words: the one or two phrases that a part uses and the rest does not.
//
//   part 3   … curing cancer … extend the human lifespan … cancer …     →  "Curing cancer, human lifespan"
//
// 1. How much a term belongs to a part: the z-score of its log-odds against the rest of the episode, with the whole text
//    as prior (Monroe, Colaresi & Quinn, "Fightin' Words", 2008).
// 2. Candidates: runs of up to four words inside one clause that neither begin nor end with a filler, as in RAKE (Rose et
//    al. 2010), and whose last word stands where nouns stand ("the …", "of …") rather than verbs ("to …", "we …").
// 3. A candidate weighs what its terms weigh, more where the words keep together elsewhere too (C-value, Frantzi et al.
//    2000), where it comes again, and where it is a name. Phrases that say the same as one that is chosen fall out.
// Words are written as the episode mostly writes them.

import type { Span } from '../episode.ts';
import { WEAK } from './fillers.ts';
import type { Token, Tokenizer } from './terms.ts';

type Candidate = { stems: string[]; written: Map<string, number>; count: number; first: number; score: number };

const LONGEST = 4;
/** A second phrase is worth showing when it weighs at least this share of the first. */
const SECOND = 0.3;
/** A longer phrase stands for its one bare word when it weighs at least this share of it. */
const FULLER = 0.4;
/** What is named in so many first words of a part is what the part is about: the question, mostly. */
const OPENING = 100;
/** A title longer than this many characters keeps one phrase. */
const WIDTH = 44;

/** A title for each part, "" where no word of it says anything. Words of `names` stay out; titles differ from each other. */
export function titlesOf(
	text: string,
	parts: Span[],
	tokensOf: Tokenizer,
	language: string,
	names: string[] = []
): string[] {
	const known = new Set<string>();
	for (const name of names) for (const { stem } of tokensOf(name, { from: 0, to: name.length })) known.add(stem);
	const tokens = parts.map((part) =>
		tokensOf(text, part).map((token) => (known.has(token.stem) ? { ...token, content: false } : token))
	);
	const weights = weigh(tokens);
	const roles = rolesOf(tokens, text, /^(en|und)\b/i.test(language) ? ENGLISH : OTHERS);
	const phrases = countPhrases(tokens, text);
	const forms = formsOf(tokens, text);
	const taken = new Set<string>();
	return tokens.map((part, p) => {
		const candidates = candidatesOf(part, text, weights[p], roles, phrases, forms, parts.length);
		const chosen: Candidate[] = [];
		for (let candidate of candidates.sort((a, b) => b.score - a.score)) {
			candidate = fuller(candidate, candidates, roles);
			if (chosen.length && candidate.score < SECOND * chosen[0].score) break;
			if (chosen.some((other) => overlap(other, candidate))) continue;
			if (!chosen.length && taken.has(candidate.stems.join(' '))) continue;
			if (chosen.length && writtenForm(chosen[0]).length + writtenForm(candidate).length > WIDTH) continue;
			chosen.push(candidate);
			if (chosen.length === 2) break;
		}
		if (!chosen.length) return '';
		taken.add(chosen[0].stems.join(' '));
		return capital(chosen.map(writtenForm).join(', '));
	});
}

/** For each part, how much each of its stems belongs to it. */
function weigh(parts: Token[][]): Map<string, number>[] {
	const total = new Map<string, number>();
	let all = 0;
	const counts = parts.map((part) => {
		const count = new Map<string, number>();
		for (const { stem, content } of part) {
			all++;
			total.set(stem, (total.get(stem) ?? 0) + 1);
			if (content) count.set(stem, (count.get(stem) ?? 0) + 1);
		}
		return count;
	});
	return parts.map((part, p) => {
		const here = part.length;
		const weights = new Map<string, number>();
		for (const [stem, count] of counts[p]) {
			// The prior counts as much as a fiftieth of the whole text.
			const whole = total.get(stem) as number;
			const prior = Math.max(0.05, whole / 50);
			const firm = all / 50;
			const a = count + prior;
			const b = whole - count + prior;
			const odds = Math.log(a / (here + firm - a)) - Math.log(b / (all - here + firm - b));
			weights.set(stem, odds / Math.sqrt(1 / a + 1 / b));
		}
		return weights;
	});
}

/** How a stem is used: after what, written like a name, right before another word of weight; in how many parts. */
type Role = { noun: number; verb: number; name: number; before: number; count: number; parts: number };

/** Words that nouns follow, and words that verbs follow: English, and the languages of fillers.ts together. */
const ENGLISH = {
	noun: /^(the|a|an|this|that|these|those|my|your|our|their|his|her|its|of|in|on|for|with|from|about|into|some|any|no|more|many|most|much|each|every|which|between|through)$/,
	verb: /^(to|i|you|we|they|he|she|it|can|could|will|would|should|shall|may|might|must|do|does|did|don't|doesn't|didn't|can't|won't|not|i'll|we'll|you'll|they'll|gonna|i'm|we're|you're|they're|he's|she's|it's|just|never|really|actually|who|let's|let|been|be|is|are|was|were|get|got|being)$/
};
const OTHERS = {
	noun: /^(der|die|das|den|dem|des|ein|eine|einen|einer|einem|im|vom|zum|zur|le|la|les|l'|un|une|du|de|el|los|las|una|del|il|lo|gli|i|uno|della|delle|dei|het|een|o|os|as|um|uma|do|da|dos|von|van|en|di)$/,
	verb: /^(ich|wir|ihr|sie|zu|je|tu|nous|vous|ils|ne|pas|yo|no|se|io|non|si|ik|wij|te|eu|nicht|niet|não)$/
};

/** How each stem is used: after what nouns follow, after what verbs follow, and written like a name in mid-sentence. */
function rolesOf(parts: Token[][], text: string, { noun, verb }: typeof ENGLISH): Map<string, Role> {
	const roles = new Map<string, Role>();
	for (const part of parts) {
		const seen = new Set<string>();
		for (let i = 0; i < part.length; i++) {
			const { stem, from } = part[i];
			let role = roles.get(stem);
			if (!role) roles.set(stem, (role = { noun: 0, verb: 0, name: 0, before: 0, count: 0, parts: 0 }));
			role.count++;
			if (!seen.has(stem)) role.parts++;
			seen.add(stem);
			if (i + 1 < part.length && part[i + 1].content && joined(part[i], part[i + 1], text)) role.before++;
			const before = i > 0 && !/[.!?]/.test(text.slice(part[i - 1].to, from)) ? part[i - 1] : null;
			if (!before) continue;
			if (/^[\p{Lu}]/u.test(text.slice(from, from + 2))) role.name++;
			if (noun.test(before.folded)) role.noun++;
			else if (verb.test(before.folded)) role.verb++;
		}
	}
	return roles;
}

/** How often each run of stems comes in the whole text, and what follows it there. */
function countPhrases(parts: Token[][], text: string): Map<string, Phrase> {
	const phrases = new Map<string, Phrase>();
	for (const part of parts)
		for (const { at, run } of runsOf(part, text)) {
			const key = run.map(({ stem }) => stem).join(' ');
			const after = part[at + run.length];
			const next = after?.content && joined(run[run.length - 1], after, text) ? after.stem : '';
			const phrase = phrases.get(key);
			if (!phrase) phrases.set(key, { count: 1, next });
			else {
				phrase.count++;
				if (phrase.next !== next) phrase.next = '';
			}
		}
	return phrases;
}

/** `next`: the one stem that always follows, "" where several do or none. */
type Phrase = { count: number; next: string };

/** Whether two tokens stand in one clause: nothing but a space between them. */
function joined(a: Token, b: Token, text: string): boolean {
	return /^['’"]?s?\s+["']?$/.test(text.slice(a.to, b.from));
}

/** Runs of one to four tokens in a clause whose ends are no fillers; inside only small joints ("cost of compute"). */
function* runsOf(part: Token[], text: string): Generator<{ at: number; run: Token[] }> {
	for (let at = 0; at < part.length; at++) {
		if (!part[at].content) continue;
		let inside = 0;
		for (let n = 1; n <= LONGEST + inside && at + n <= part.length; n++) {
			const last = part[at + n - 1];
			if (n > 1 && !joined(part[at + n - 2], last, text)) break;
			if (last.content) yield { at, run: part.slice(at, at + n) };
			else if (n > 1 && inside === 0 && JOINTS.test(last.folded)) inside = 1;
			else break;
		}
	}
}

const JOINTS = /^(of|for|from|and|in|de|du|des|del|di|von|van|da|do|y|und|et|e)$/;

function candidatesOf(
	part: Token[],
	text: string,
	weights: Map<string, number>,
	roles: Map<string, Role>,
	phrases: Map<string, Phrase>,
	forms: Map<string, string>,
	parts: number
): Candidate[] {
	const candidates = new Map<string, Candidate>();
	for (const { at, run } of runsOf(part, text)) {
		const stems = run.map(({ stem }) => stem);
		if (new Set(stems).size < stems.length) continue;
		const key = stems.join(' ');
		let candidate = candidates.get(key);
		if (!candidate) candidates.set(key, (candidate = { stems, written: new Map(), count: 0, first: at, score: 0 }));
		candidate.count++;
		const written = run
			.map(({ folded }) => forms.get(folded) ?? folded)
			.join(' ')
			.replace(/['’]s$/, '');
		candidate.written.set(written, (candidate.written.get(written) ?? 0) + 1);
	}
	for (const [key, candidate] of candidates)
		candidate.score = scoreOf(candidate, phrases.get(key) as Phrase, weights, roles, parts);
	return [...candidates.values()].filter(({ score }) => score > 0);
}

function scoreOf(
	{ stems, count, first, written }: Candidate,
	phrase: Phrase,
	weights: Map<string, number>,
	roles: Map<string, Role>,
	parts: number
): number {
	const role = (stem: string) => roles.get(stem) as Role;
	const nounness = (stem: string) => {
		const { noun, verb, name, count: all } = role(stem);
		return (noun + 2 * name + 0.6) / (noun + 2 * name + verb + 1 + 0.1 * all);
	};
	const content = stems.filter((stem) => weights.has(stem));
	const last = stems[stems.length - 1];
	if (nounness(last) < 0.4 || content.some((stem) => nounness(stem) < 0.25)) return 0;
	// "future of artificial …": what always goes on is not whole.
	if (phrase.next && (phrase.count > 1 || nounness(phrase.next) >= 0.5 || role(last).before > 0.7 * role(last).count))
		return 0;
	if (stems.includes('and') && phrase.count < 2) return 0;

	let weight = 0;
	for (const stem of content) weight += Math.max(0, weights.get(stem) as number);
	let score = (weight / content.length ** 0.6) * nounness(last) * (1 + Math.log(count)) ** 0.7;
	if (stems.length > 1) score *= 0.6 + 0.6 * (phrase.count / Math.min(...content.map((stem) => role(stem).count)));
	else {
		// One bare word has to be a name, or to stand by itself mostly: "extreme" before a noun is an adjective.
		const { name, before, count: all, parts: spread } = role(last);
		if (name < 0.5 * all) score *= 0.7 * (1 - (0.6 * before) / all);
		if (isWeak(written)) score *= 0.45;
		// What is named all over the episode is what the episode is about, not one part of it.
		score *= (1 - spread / (parts + 1)) ** 1.5;
	}
	return first < OPENING ? score * 1.25 : score;
}

/** A phrase that holds a bare word and says more, where there is one about as heavy. */
function fuller(candidate: Candidate, candidates: Candidate[], roles: Map<string, Role>): Candidate {
	const [stem] = candidate.stems;
	if (candidate.stems.length > 1) return candidate;
	const { name, count } = roles.get(stem) as Role;
	if (name > 0.5 * count) return candidate;
	return (
		candidates.find(
			({ stems, score }) => stems.length > 1 && stems.includes(stem) && score >= FULLER * candidate.score
		) ?? candidate
	);
}

/** Words that need another one to say what is meant. */
function isWeak(written: Map<string, number>): boolean {
	return [...written.keys()].every(
		(form) =>
			/[a-z](ed|ing|ly)$/.test(form) ||
			WEAK.has(
				form
					.toLowerCase()
					.replace(/ies$/, 'y')
					.replace(/([^s])s$/, '$1')
			)
	);
}

function overlap(a: Candidate, b: Candidate): boolean {
	return a.stems.some((stem) => stem.length > 3 && b.stems.includes(stem));
}

/** Every word as the text mostly writes it, by its folded form: "AI" also where a stretch is all in small letters. */
function formsOf(parts: Token[][], text: string): Map<string, string> {
	const counts = new Map<string, Map<string, number>>();
	for (const part of parts)
		for (let i = 0; i < part.length; i++) {
			const { from, to, folded } = part[i];
			// A capital at the beginning of a sentence is nobody's own.
			const first = i === 0 || /[.!?…:"“]/.test(text.slice(part[i - 1].to, from));
			let forms = counts.get(folded);
			if (!forms) counts.set(folded, (forms = new Map()));
			const form = text.slice(from, to);
			forms.set(form, (forms.get(form) ?? 0) + (first ? 0.1 : 1));
		}
	const best = new Map<string, string>();
	// Where both are as frequent, small letters.
	for (const [folded, forms] of counts)
		best.set(folded, [...forms].sort((a, b) => b[1] - a[1] || (a[0] > b[0] ? -1 : 1))[0][0]);
	return best;
}

/** The way it is written most often; where capitals and small letters are even, the small ones. */
function writtenForm({ written }: Candidate): string {
	let best = '';
	let most = 0;
	for (const [form, count] of written)
		if (count > most || (count === most && form > best)) {
			best = form;
			most = count;
		}
	return best;
}

function capital(title: string): string {
	return title.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
