// Who speaks, by the labels people put in front of lines: `Name:`, `[Name]`, `[Name]:`, in any script. (Without a colon
// or brackets: bylines.ts.)
//
// A colon is no proof: "Note:", "Meeting at 5:" and a title with a colon all have one. So a document is read twice:
// first every line that could carry a label gives evidence (recurrence, capitals, how many paragraphs have one), then
// the names that the evidence bears out are believed.

/** A label at the beginning of a line: the name as written, and how many characters it takes with its separator. */
export type Label = { name: string; form: 'colon' | 'bracket'; length: number };

const longest = 48;
const colon =
	/^(?:>>+\s*)?([^\s:：[\]{}<>"“”«»!?…。、，][^:：[\]{}<>"“”«»!?…。、，\n]{0,47}?)\s*(?::(?=$|[^\d/\\])|：)\s*/u;
const bracket = /^(?:>>+\s*)?(?:\[([^\][\n:：]{1,48})\]|【([^】\n:：]{1,48})】)\s*[:：]?\s*/u;

/** What could be a label at the beginning of the line, by its form alone. */
export function possibleLabel(line: string): Label | null {
	const match = colon.exec(line);
	if (match) return shaped(match[1], 'colon', match[0].length);
	const boxed = bracket.exec(line);
	if (boxed) return shaped(boxed[1] ?? boxed[2], 'bracket', boxed[0].length);
	return null;
}

function shaped(raw: string, form: Label['form'], length: number): Label | null {
	const name = raw.trim();
	if (!name || name.length > longest || standing(name) === 'none') return null;
	return { name, form, length };
}

const roles =
	/^(?:(?:(?:first|second|third|fourth|male|female|unknown|unidentified|main|the)[ _-])?(?:speakers?|voice|host|co-?host|guest|interviewer|interviewee|narrator|moderator|announcer|presenter|participant|panelist|reporter|audience(?: member)?|caller|questioner|operator|analyst|man|woman|all|both|sprecher(?:in)?|moderator(?:in)?|gast|orador|locutor|intervenant|invité|animateur|ведущий|ведущая|гость|спикер|主持人|嘉宾|嘉賓|記者|记者|司会|ゲスト|진행자|게스트))(?:[ _#-]*(?:\d{1,3}|[a-z]))?$/iu;

/** Words that stand before a colon without anybody of that name speaking. */
const headings = new Set(
	(
		'note notes question questions answer answers example examples warning caution important chapter part section title ' +
		'subtitle date time author source sources summary topic topics subject re transcript introduction intro outro ' +
		'conclusion background abstract overview disclaimer credits update edit ps p.s faq tip tips hint step figure table ' +
		'image photo video audio music song link links url website email phone address copyright duration length episode ' +
		'season series show podcast published recorded music ad sponsor sponsors agenda contents keywords tags category ' +
		'language description references pros cons fact facts quote result results problem solution reason meaning ' +
		'so and but then now next first second third fourth finally lastly well yes no yeah also however again here there ' +
		'this that these those what why how who when where which because instead remember look listen ok okay right or if ' +
		'today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday plus still meanwhile therefore ' +
		'is it he she we they you i to in on at of for with from by as ' +
		'nota pregunta respuesta ejemplo título fecha resumen frage antwort beispiel hinweis titel datum thema remarque ' +
		'exemple réponse titre domanda risposta esempio titolo data примечание вопрос ответ пример 注意 备注 問 答 注 例 問題 题目 標題 标题 日期'
	).split(' ')
);

const sounds =
	/(?:^|[^\p{L}])(?:music|applau\w*|laugh\w*|inaudible|cross-?talk|noise|silence|pauses?|sighs?|cough\w*|clap\w*|cheer\w*|unintelligible|foreign|beep\w*|bleep\w*|chuckl\w*|playing|sounds?|break|ad|intro|outro|indistinct|gasps?|ringing|blank_audio|musik|lachen|applaus|rires?|musique|risas|música|音楽|拍手|笑い?|笑声|音乐)(?:$|[^\p{L}])/iu;

const particles =
	/^(?:van|von|der|den|de|del|della|da|di|dos|du|la|le|el|al|bin|ibn|ben|of|the|and|und|et|y|e|zu|af|av|ter|&|\+)$/;

/** A small word inside a name: "Jane van der Berg". */
export function isParticle(word: string): boolean {
	return particles.test(word);
}

/**
 * How much a name looks like one: `role` (Speaker 1, HOST), `name` (every word begins like a name), `weak` (could be
 * a nickname in small letters), `none` (a heading, a phrase, a sound).
 */
export function standing(name: string): 'role' | 'name' | 'weak' | 'none' {
	const plain = name.replace(/(?<!\s)\s*\([^()]*\)\s*$/, '').trim();
	if (!plain || !/^\p{L}/u.test(plain) || !/^[\p{L}\p{M}\p{N} .,'’\-_&+#/·・]+$/u.test(plain)) return 'none';
	if (headings.has(plain.toLowerCase())) return 'none';
	if (roles.test(plain)) return 'role';
	if (sounds.test(plain)) return 'none';
	const words = plain.split(/[\s_]+/);
	if (words.length > 6) return 'none';
	if (words.some((word) => /\p{L}{4}\.$/u.test(word))) return 'none';
	if (headings.has(words[0].toLowerCase().replace(/,$/, '')) && words.length > 1) return 'none';
	const capitals = words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\p{N}#(]/u.test(word) || isParticle(word));
	if (capitals) return /\p{Lo}/u.test(plain) && plain.length > 16 ? 'none' : 'name';
	return words.length <= 2 ? 'weak' : 'none';
}

/** A line as evidence: the label it may carry, what follows it, and whether it begins a paragraph. */
export type Witness = { label: Label | null; rest: string; first: boolean; lone: boolean };

/**
 * The names that the lines of a document bear out as speakers, with the `certain` ones that something else shows.
 * `first`: the line begins a block; `lone`: a blank line follows.
 */
export function believedNames(lines: readonly Witness[], certain: Iterable<string> = []): Set<string> {
	const seen = new Map<string, number>();
	const opening = new Set<string>();
	let blocks = 0;
	let labelled = 0;
	for (const { label, first } of lines) {
		if (first) blocks++;
		if (!label) continue;
		seen.set(label.name, (seen.get(label.name) ?? 0) + 1);
		if (!first) continue;
		labelled++;
		opening.add(label.name);
	}
	const mostly = blocks > 0 && labelled >= blocks * 0.5;
	const believed = new Set<string>(certain);
	for (const [name, count] of seen) {
		const form = standing(name);
		if (form === 'role' || (count > 1 && (form === 'name' || mostly))) believed.add(name);
	}
	const [head] = lines;
	const name = head?.label && standing(head.label.name) === 'name' ? head.label.name : null;
	// A first line by itself may be a title with a colon; one that goes on is somebody beginning to speak.
	const opens =
		name !== null && head.label?.form === 'colon' && (isSentence(head.rest) || !(head.lone || isTitle(head.rest)));
	const title = name !== null && isTitle(head.rest) ? name : null;
	const single = [...seen.keys()].filter((name) => !believed.has(name) && name !== title);
	if (believed.size || opens || (seen.size > 1 && mostly)) {
		for (const name of single)
			if (standing(name) === 'name' && (mostly || opening.has(name) || isFull(name))) believed.add(name);
	}
	return believed;
}

function isFull(name: string): boolean {
	return /\s/.test(name) || /^[\p{Lu}\d_ .'-]{2,}$/u.test(name);
}

/** A title has no full stop and few words; a sentence after a label has either. */
function isSentence(rest: string): boolean {
	return /[.!?…。！？]["'”’)]*$/u.test(rest) || rest.split(/\s+/).length > 14;
}

function isTitle(rest: string): boolean {
	const words = rest.split(/\s+/);
	return (
		words.length > 1 && !isSentence(rest) && words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 >= words.length
	);
}
