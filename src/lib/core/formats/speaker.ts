// Who speaks, by the labels people put in front of lines: `Name:`, `*Name*:`, `[Name]`, `[Name]:`, in any script. (Without
// a colon or square brackets: bylines.ts.)
//
// A colon is no proof: "Note:", "Meeting at 5:" and a title with a colon all have one. So a document is read twice:
// first every line that could carry a label gives evidence (recurrence, capitals, how many paragraphs have one), then
// the names that the evidence bears out are believed.

/** A label at the beginning of a line: the name as written, and how many characters it takes with its separator. */
export type Label = { name: string; form: 'colon' | 'bracket'; length: number };

const longest = 48;
/** A name may have a nickname in quotes in it, `Bob “Rocky” Stone`, and something in brackets, `Bob [host]`. */
const colon =
	/^(?:>>+\s*)?([^\s:：[\]{}<>"“”«»!?…。、，](?:[^:：[\]{}<>"“”«»!?…。、，\n]|"[^:："“”\n]{1,24}"|“[^:："“”\n]{1,24}”|\[[^:：[\]\n]{1,24}\]){0,47}?)\s*(?::(?=$|[^\d/\\])|：)\s*/u;
const bracket = /^(?:>>+\s*)?(?:\[([^\][\n:：]{1,48})\]|【([^】\n:：]{1,48})】)\s*[:：]?\s*/u;

/** What stands behind the name of a place on the web: nobody says it by itself. */
const address = /^(?:(?:https?:\/\/|www\.|@)\S+|\S+@\S+\.\S+)$/i;
/** Signs that nobody sees, which pages and messengers put around names. */
const unseen = String.raw`\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff`;
const anyUnseen = new RegExp(`[${unseen}]`, 'g');
const leadingUnseen = new RegExp(String.raw`^[\s${unseen}]+`);

/** A line without such signs before what it says. */
export function withoutUnseen(line: string): string {
	return line.replace(leadingUnseen, '');
}

/** Marks of Markdown that people put around names in plain text, too. */
const marked = /^([*_]{1,2})([^*_:：\s][^*_:：\n]{0,47})(?:\1[:：]|[:：]\1)\s*/u;

/** What could be a label at the beginning of the line, by its form alone. */
export function possibleLabel(line: string): Label | null {
	const between = marked.exec(line);
	if (between) return shaped(between[2], 'colon', between[0].length);
	const match = colon.exec(line);
	if (match && address.test(line.slice(match[0].length))) return null;
	if (match) return shaped(match[1], 'colon', match[0].length);
	const boxed = bracket.exec(line);
	if (boxed) return shaped(boxed[1] ?? boxed[2], 'bracket', boxed[0].length);
	return null;
}

function shaped(raw: string, form: Label['form'], length: number): Label | null {
	const name = withoutSound(raw.replace(anyUnseen, '').trim());
	if (!name || name.length > longest || standing(name) === 'none') return null;
	// "[Door opens]" says what happens.
	if (form === 'bracket' && /^\S+ \p{Ll}+(?:s|ed|ing)$/u.test(name) && standing(name) === 'weak') return null;
	return { name, form, length };
}

/** "Bob [laughs]" is Bob. */
function withoutSound(name: string): string {
	const match = /^([^()[\]]*[^()[\]\s])\s*[([]([^()[\]]+)[)\]]$/.exec(name);
	return match && isSound(match[2]) ? match[1] : name;
}

const roles =
	/^(?:(?:(?:first|second|third|fourth|male|female|unknown|unidentified|main|the)[ _-])?(?:speakers?|voice|host|co-?host|guest|interviewer|interviewee|narrator|moderator|announcer|presenter|participant|panelist|reporter|audience(?: member)?|caller|questioner|operator|analyst|man|woman|all|both|sprecher(?:in)?|moderator(?:in)?|gast|orador|locutor|intervenant|invité|animateur|ведущий|ведущая|гость|спикер|主持人|嘉宾|嘉賓|記者|记者|司会|ゲスト|진행자|게스트))(?:[ _#-]*(?:\d{1,3}|[a-z]))?$/iu;

/** Words that stand before a colon without anybody of that name speaking. */
const headings = new Set(
	(
		'note notes question questions answer answers example examples warning caution important chapter part section title ' +
		'subtitle date time author source sources summary topic topics subject re transcript introduction intro outro ' +
		'conclusion background abstract overview disclaimer credits update edit ps p.s faq tip tips hint step figure table ' +
		'image photo video audio music song link links url website email e-mail phone address copyright duration length ep episode ' +
		'season series show podcast published recorded music ad sponsor sponsors agenda contents keywords tags category ' +
		'language description references pros cons fact facts myth myths quote result results problem solution reason meaning ' +
		'so and but then now next first second third fourth finally lastly well yes no yeah also however again here there ' +
		'this that these those what why how who when where which because instead remember look listen ok okay right or if ' +
		'today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday plus still meanwhile therefore ' +
		'is it he she we they you i to in on at of for with from by as ' +
		'nota pregunta respuesta ejemplo título fecha resumen frage antwort beispiel hinweis titel datum thema remarque ' +
		'exemple réponse titre domanda risposta esempio titolo data примечание вопрос ответ пример 注意 备注 問 答 注 例 問題 题目 標題 标题 日期'
	).split(' ')
);

const counted =
	/^(day|week|rule|point|lesson|reason|myth|fact|phase|number) (one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})$/i;

/** "Day one", "Rule 2": what is counted. "Number One" in capitals may be somebody. */
function isCounted(name: string): boolean {
	const match = counted.exec(name);
	return match !== null && (match[1].toLowerCase() !== 'number' || /^[a-z\d]/.test(match[2]));
}

/** Somebody who is known by what they are and where: "Caller from Ohio", "A woman in the audience", "Announcer voice". */
const people =
	'(?:caller|voice|speaker|host|guest|interviewer|narrator|moderator|announcer|presenter|participant|reporter|' +
	'audience|listener|student|questioner|operator|man|woman|boy|girl|child|crowd)';
const described = new RegExp(
	String.raw`^(?:(?:an?|the|another) )?(?:${people} (?:(?:member )?(?:from|in|on|at|with|of|over|off) (?:[\p{L}'’-]+ ){0,2}[\p{L}'’-]+|member)|` +
		String.raw`(?!(?:my|your|our|his|her|their|this|that|one|every|any|no|each|some) )(?:[\p{L}-]+ ){1,2}${people})$`,
	'iu'
);

/** Short titles of four letters and more. A full stop behind any other word of that length ends a sentence. */
const titles =
	/^(?:profs?|capt|lieut|pres|supt|asst|assoc|insp|c?omdr|cmdr|msgr|mons|mlle|messrs|brig|sergt|dott|cllr|bros|univ)\.$/i;

const sounds =
	/(?:^|[^\p{L}])(?:music|applau\w*|laugh\w*|inaudible|cross-?talk|noise|silence|pauses?|sighs?|cough\w*|clap\w*|cheer\w*|unintelligible|foreign|beep\w*|bleep\w*|chuckl\w*|playing|sounds?|break|ad|intro|outro|indistinct|gasps?|ringing|blank_audio|musik|lachen|applaus|rires?|musique|risas|música|音楽|拍手|笑い?|笑声|音乐)(?:$|[^\p{L}])/iu;

/** Whether it says what is heard instead of who is. */
export function isSound(text: string): boolean {
	return sounds.test(text);
}

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
	const plain = name
		.replace(/(?<!\s)\s*(?:\([^()]*\)|\[[^[\]]*\])\s*$/, '')
		.replace(/(?<=[\p{L}.] )["“]\p{Lu}[^"“”]*["”] (?=\p{L})/u, '')
		.trim();
	const [one, other, ...more] = plain.split(/\s[-–—|]\s/);
	if (other !== undefined && !more.length) {
		if (roles.test(other)) return standing(one);
		if (roles.test(one)) return standing(other);
	}
	if (!plain || !/^\p{L}/u.test(plain) || !/^[\p{L}\p{M}\p{N} .,'’\-_&+#/·・]+$/u.test(plain)) return 'none';
	if (headings.has(plain.toLowerCase()) || isCounted(plain)) return 'none';
	if (roles.test(plain)) return 'role';
	if (isSound(plain)) return 'none';
	const words = plain.split(/[\s_]+/);
	if (words.length > 6) return 'none';
	if (words.some((word) => /\p{L}{4}\.$/u.test(word) && !titles.test(word))) return 'none';
	if (headings.has(words[0].toLowerCase().replace(/,$/, '')) && words.length > 1) return 'none';
	const capitals = words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\p{N}#(]/u.test(word) || isParticle(word));
	if (capitals) return /\p{Lo}/u.test(plain) && plain.length > 16 ? 'none' : 'name';
	return words.length <= 2 || isDescribed(plain) ? 'weak' : 'none';
}

function isDescribed(name: string): boolean {
	return (
		/^\p{Lu}/u.test(name) && described.test(name) && !/ (?:said|says|asked|asks|is|was|are|today|here|now)\b/.test(name)
	);
}

/** A line as evidence: the label it may carry, what follows it, and whether it begins a paragraph. */
export type Witness = { label: Label | null; rest: string; first: boolean; lone: boolean };

/**
 * The names that the lines of a document bear out as speakers, with the `certain` ones that something else shows.
 * `first`: the line begins a block; `lone`: a blank line follows.
 */
export function believedNames(lines: readonly Witness[], certain: Iterable<string> = []): Set<string> {
	const seen = new Map<string, string[]>();
	const opening = new Set<string>();
	let blocks = 0;
	let labelled = 0;
	for (const { label, rest, first } of lines) {
		if (first) blocks++;
		if (!label) continue;
		const said = seen.get(label.name);
		if (said) said.push(rest);
		else seen.set(label.name, [rest]);
		if (!first) continue;
		labelled++;
		opening.add(label.name);
	}
	const mostly = blocks > 0 && labelled >= blocks * 0.5;
	const nearly = labelled >= blocks * 0.9;
	let common: Set<string> | null = null;
	const believed = new Set<string>(certain);
	for (const [name, { length: count }] of seen) {
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
		const capitals = beginInCapitals([...believed].flatMap((name) => seen.get(name) ?? []));
		for (const name of single) {
			// Where others begin in capitals, "Bread: the staff of life." is a sentence.
			const doubtful = capitals && !isFull(name) && seen.get(name)?.some((rest) => small.test(rest));
			if (doubtful && (!nearly || (common ??= smallWords(lines)).has(name.toLowerCase()))) continue;
			const form = standing(name);
			if (form === 'name' && (mostly || opening.has(name) || isFull(name))) believed.add(name);
			else if (mostly && opening.has(name) && isDescribed(name)) believed.add(name);
		}
	}
	return believed;
}

const small = /^[\p{Ps}\p{Pi}"'\s]{0,4}\p{Ll}/u;

/** Whether nearly all that is said begins in capitals, as far as two sentences and more show it. */
function beginInCapitals(said: readonly string[]): boolean {
	return said.length > 1 && said.filter((rest) => small.test(rest)).length <= said.length * 0.1;
}

/** Words that are written in small letters behind labels. */
function smallWords(lines: readonly Witness[]): Set<string> {
	return new Set(lines.flatMap(({ rest }) => rest.match(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]*/gu) ?? []));
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
