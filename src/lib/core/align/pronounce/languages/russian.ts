// Russian in the English model's phones. Data only.

import { pairs, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { RUSSIAN_ORDINALS } from './ordinals/russian.ts';

const SMALL = (
	'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать ' +
	'пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'
).split(' ');
const TENS = '_ _ двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(' ');
const HUNDREDS = '_ сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(' ');

function hundreds(n: number): string {
	if (n < 20) return SMALL[n];
	const head = n < 100 ? TENS[Math.floor(n / 10)] : HUNDREDS[Math.floor(n / 100)];
	const rest = n < 100 ? n % 10 : n % 100;
	return head + (rest ? ' ' + hundreds(rest) : '');
}

/** One and two agree with what is counted. */
function feminine(words: string): string {
	return words.replace(/(?<=^| )один$/, 'одна').replace(/(?<=^| )два$/, 'две');
}

/** The form of what is counted, of "тысяч|тысяча|тысячи": 5 тысяч, 1 тысяча, 2 тысячи, and 1,5 тысячи. */
function counted(n: number): number {
	if (!Number.isInteger(n)) return 2;
	const last = n % 100 > 10 && n % 100 < 20 ? 0 : n % 10;
	return last === 1 ? 1 : last > 1 && last < 5 ? 2 : 0;
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(`${hundreds(billions)} ${['миллиардов', 'миллиард', 'миллиарда'][counted(billions)]}`);
	if (millions) words.push(`${hundreds(millions)} ${['миллионов', 'миллион', 'миллиона'][counted(millions)]}`);
	// "Одна тысяча" is for documents, people say "тысяча".
	if (thousand === 1 && n < 1e6) words.push('тысяча');
	else if (thousand) words.push(`${feminine(hundreds(thousand))} ${['тысяч', 'тысяча', 'тысячи'][counted(thousand)]}`);
	if (rest || !words.length) words.push(hundreds(rest));
	const plain = words.join(' ');
	return [...new Set([plain, feminine(plain)])];
}

/** "Десять тридцать", "десять часов тридцать минут". */
function clock(hour: number, minute: number): string[] {
	const full = `${hundreds(hour)} ${['часов', 'час', 'часа'][counted(hour)]}`;
	if (!minute) return [`${hundreds(hour)} ноль ноль`, full];
	const minutes = ['минут', 'минута', 'минуты'][counted(minute)];
	return [
		`${hundreds(hour)} ${minute < 10 ? 'ноль ' : ''}${hundreds(minute)}`,
		`${full} ${feminine(hundreds(minute))} ${minutes}`,
		`${full} ${hundreds(minute)}`
	];
}

export const RUSSIAN: LanguageData = {
	// The stress is not written: full vowels are the first pronunciation, reduced ones the second. Consonants at the end of
	// a word, and before voiceless ones, lose their voice.
	letters: `
вств               S T V
стн                S N
здн                Z N
лнц                N T S
[тд]ь?ся\\b          T S AA | T S AH
[сз]ч|жч           SH
\\bчто              SH T AO | SH T AH
\\bсегодня          S IH V OW D N Y AH
(?<=\\bмн|\\bстр|дор)ого\\b  AE G OW | AO G AH
(?<=[ое])го\\b       V OW | V AH
дз                 D Z
дж                 JH
[ая]й              AY
ей                 EY
[оё]й              OY
ий\\b               IY
ый\\b               IY | IH
\\bо(?=[^аеёиоуыэюя]+[аеёиоуыэюя])  AE | AO
(?<=[аеёиоуыэюяъь]|\\b)я  Y AE | Y IH
(?<=[аеёиоуыэюяъь]|\\b)е  Y EH | Y IH
ё                  Y OW
(?<=[ъь])и         Y IY
а                  AE | AA
я                  Y AE | IH
е\\b                EH | IY
е                  IY | EH
э                  EH
о                  OW | AH
у                  UW
ю                  Y UW
и                  IY
ы                  IH | IY
й                  Y
б(?=[сткпхцчшщф]|ь?\\b)  P
бб?                B
в(?=[сткпхцчшщ]|ь?\\b)  F
вв?                V
г(?=[к]|\\b)         K
гг?                G
д(?=[сткпхчшщ]|ь?\\b)  T
дд?                D
ж(?=[сткпхцчшщ]|ь?\\b)  SH
жж?                ZH
з(?=[сткпхцшщ]|ь?\\b)  S
зз?                Z
кк?                K
лл?                L
мм?                M
нн?                N
пп?                P
(?<=[аеёиоуыэюя])р(?=[аеёиоуыэюя])  D | R
(?<=[пбтдкгфвх]|\\b)р  DH | R
р(?=ь?[бвгджзклмнпстфхцчшщ])  AH | R
рр?                R
сс?                S
т?ц                T S
тт?                T
фф?                F
х                  HH
ч                  CH
щ                  SH
ш                  SH
`,
	names: {
		...pairs(
			'а=а б=бэ в=вэ г=гэ д=дэ е=е ё=ё ж=жэ з=зэ и=и й=и_краткое к=ка л=эль м=эм н=эн о=о п=пэ р=эр с=эс т=тэ у=у ф=эф х=ха ' +
				'ц=цэ ч=че ш=ша щ=ща ъ=твёрдый_знак ы=ы ь=мягкий_знак э=э ю=ю я=я'
		),
		...pairs(
			'a=эй b=би c=си d=ди e=и f=эф g=джи h=эйч i=ай j=джей k=кей l=эл m=эм n=эн o=оу p=пи q=кью r=ар s=эс t=ти u=ю v=ви ' +
				'w=даблю x=экс y=уай z=зет'
		)
	},
	cardinal,
	point: 'и',
	million: ['ми', ['лионов', 'лион', 'лиона']],
	signs: pairs(
		'%=процентов|процент|процента &=и +=плюс ==равно @=собака #=решётка *=звёздочка /=слэш .=точка №=номер €=евро $=долларов|доллар|доллара £=фунтов|фунт|фунта ₽=рублей|рубль|рубля °=градусов|градус|градуса −=минус us$=долларов|доллар|доллара'
	),
	units: pairs(
		'км=километров|километр|километра м=метров|метр|метра см=сантиметров|сантиметр|сантиметра мм=миллиметров|миллиметр|миллиметра ' +
			'км/ч=километров_в_час|километр_в_час|километра_в_час м/с=метров_в_секунду|метр_в_секунду|метра_в_секунду ' +
			'км²=квадратных_километров|квадратный_километр|квадратных_километра м²=квадратных_метров|квадратный_метр|квадратных_метра ' +
			'м2=квадратных_метров|квадратный_метр|квадратных_метра м³=кубических_метров|кубический_метр|кубических_метра га=гектаров|гектар|гектара ' +
			'кг=килограммов|килограмм|килограмма;кило гр=граммов|грамм|грамма мг=миллиграммов|миллиграмм|миллиграмма т=тонн|тонна|тонны ' +
			'л=литров|литр|литра мл=миллилитров|миллилитр|миллилитра ч=часов|час|часа мин=минут|минута|минуты сек=секунд|секунда|секунды ' +
			'кб=килобайт мб=мегабайт гб=гигабайт тб=терабайт гц=герц кгц=килогерц мгц=мегагерц ггц=гигагерц квт=киловатт|киловатт|киловатта ' +
			'руб=рублей|рубль|рубля тыс=тысяч|тысяча|тысячи млн=миллионов|миллион|миллиона млрд=миллиардов|миллиард|миллиарда ' +
			'км2=квадратных_километров|квадратный_километр|квадратных_километра ' +
			'°c=градусов_цельсия|градус_цельсия|градуса_цельсия;градусов|градус|градуса °с=градусов_цельсия|градус_цельсия|градуса_цельсия;градусов|градус|градуса'
	),
	scales: pairs(
		'k=тысяч|тысяча|тысячи m=миллионов|миллион|миллиона тыс=тысяч|тысяча|тысячи млн=миллионов|миллион|миллиона b=миллиардов|миллиард|миллиарда млрд=миллиардов|миллиард|миллиарда'
	),
	fractions: pairs(
		'½=половина;половину|с_половиной ¼=четверть|с_четвертью ¾=три_четверти|и_три_четверти ⅓=одна_треть;треть|с_третью ⅔=две_трети|и_две_трети'
	),
	counted,
	ordinals: RUSSIAN_ORDINALS,
	clock,
	clockWords: null,
	words: ['а', 'в', 'и', 'к', 'о', 'с', 'у', 'я', 'э'],
	vowelInEveryWord: true,
	abbreviations: pairs(
		'г=год гг=годы др=другие тд=так_далее тп=тому_подобное те=то_есть тк=так_как руб=рублей млн=миллионов млрд=миллиардов тыс=тысяч ул=улица им=имени нэ=нашей_эры'
	),
	foreign: /[a-z]/
};
