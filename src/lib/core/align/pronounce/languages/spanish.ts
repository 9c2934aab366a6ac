// Spanish in the English model's phones. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { SPANISH_ORDINALS } from './ordinals/spanish.ts';

const SMALL = (
	'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete ' +
	'dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete ' +
	'veintiocho veintinueve'
).split(' ');
const TENS = '_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const HUNDREDS =
	'_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ');

function hundreds(n: number): string {
	if (n < 30) return SMALL[n];
	if (n < 100) return TENS[Math.floor(n / 10)] + (n % 10 ? ` y ${SMALL[n % 10]}` : '');
	if (n === 100) return 'cien';
	return HUNDREDS[Math.floor(n / 100)] + (n % 100 ? ' ' + hundreds(n % 100) : '');
}

/** Before mil and millones, "uno" loses its end. */
function counting(n: number): string {
	return hundreds(n)
		.replace(/veintiuno$/, 'veintiún')
		.replace(/uno$/, 'un');
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(billions === 1 ? 'mil' : `${counting(billions)} mil`);
	if (millions === 1 && !billions) words.push('un millón');
	else if (millions || billions) words.push(`${millions ? counting(millions) + ' ' : ''}millones`);
	if (thousand) words.push(thousand === 1 ? 'mil' : `${counting(thousand)} mil`);
	if (rest || !words.length) words.push(hundreds(rest));
	const plain = words.join(' ');
	return n < 100 && plain.endsWith('uno') ? [plain, counting(n), plain.replace(/o$/, 'a')] : [plain];
}

/** "Diez y media", "diez y treinta", "diez treinta". */
function clock(hour: number, minute: number): string[] {
	const hours = hour === 1 ? 'una' : hundreds(hour);
	if (!minute) return [hours, `${hours} en punto`, `${hours} horas`];
	const part = minute === 30 ? ['y media'] : minute === 15 ? ['y cuarto'] : [];
	return [`y ${hundreds(minute)}`, hundreds(minute), ...part].map((tail) => `${hours} ${tail}`);
}

export const SPANISH: LanguageData = {
	letters: `
ch                 CH
ll                 Y | L Y
rr                 R
cc(?=[eiéí])       K S | K TH
c(?=[eiéí])        S | TH
cc?                K
z                  S | TH
ñ                  N Y
j                  HH
g(?=[eiéí])        HH
gu(?=[eiéí])       G
gü                 G W
g                  G
qu                 K
q                  K
h(?=ue)            -
h                  -
x                  K S
n(?=[cgkqj])       N | NG
y\\b                IY
y                  Y
ai|ái|ay           AY
au|áu              AW
ei|éi|ey           EY
oi|ói|oy           OY
(?<=[^aeiouáéíóúü]|qu|gu)i(?=[aeouáéóú])  IY | Y
i(?=[aeouáéóú])    Y
u(?=[aeioáéíó])    W
[aáàâã]            AE | AA
[eé]\\b             EY | EH
[eéèê]             EH | EY
[iíìî]             IY
[oóòô]             OW | AO
[uúùûü]            UW
[bv]               B
(?<=[aeiouáéíóú])d\\b  D | DH
(?<=[aeiouáéíóú])d(?=[aeiouáéíóú])  DH | D
d                  D
ff?                F
k                  K
l                  L
mm?                M
nn?                N
pp?                P
(?<=[aeiouáéíóúü])r(?=[aeiouáéíóú])  D | R
(?<=[pbtdcgfkv])r    DH | R
r\\b                AH | D
r(?=[bcdfgjklmnñpqstvxz])  AH | R
r                  R
ss?                S
tt?                T
w                  W
`,
	names: pairs(
		'a=a b=be c=ce d=de e=e f=efe g=ge h=hache i=i j=jota k=ka l=ele m=eme n=ene ñ=eñe o=o p=pe q=cu r=erre s=ese t=te u=u v=uve w=uve_doble x=equis y=ye z=zeta'
	),
	cardinal,
	point: 'coma',
	million: ['mi', ['llones', 'llón']],
	signs: pairs(
		'%=por_ciento &=y +=más ==igual @=arroba #=almohadilla *=asterisco /=barra .=punto €=euros|euro $=dólares|dólar £=libras|libra °=grados|grado №=número −=menos us$=dólares|dólar'
	),
	units: pairs(
		'km=kilómetros|kilómetro m=metros|metro cm=centímetros|centímetro mm=milímetros|milímetro km/h=kilómetros_por_hora|kilómetro_por_hora ' +
			'm/s=metros_por_segundo km²=kilómetros_cuadrados|kilómetro_cuadrado km2=kilómetros_cuadrados|kilómetro_cuadrado m²=metros_cuadrados|metro_cuadrado ' +
			'm2=metros_cuadrados|metro_cuadrado m³=metros_cúbicos|metro_cúbico m3=metros_cúbicos|metro_cúbico kg=kilos|kilo;kilogramos|kilogramo ' +
			'g=gramos|gramo mg=miligramos|miligramo t=toneladas|tonelada l=litros|litro cl=centilitros|centilitro ml=mililitros|mililitro h=horas|hora ' +
			'min=minutos|minuto seg=segundos|segundo kb=kilobaits mb=megabaits;megas gb=gigabaits;gigas tb=terabaits;teras hz=hercios khz=kilohercios ' +
			'mhz=megahercios ghz=gigahercios kw=kilovatios|kilovatio kwh=kilovatios_hora mw=megavatios|megavatio ' +
			'°c=grados_celsius|grado_celsius;grados|grado;grados_centígrados|grado_centígrado'
	),
	scales: pairs('k=mil m=millones_de|millón_de mm=millones_de|millón_de mill=millones_de|millón_de'),
	fractions: pairs(
		'½=medio;media|y_medio;y_media ¼=un_cuarto|y_un_cuarto;y_cuarto ¾=tres_cuartos|y_tres_cuartos ⅓=un_tercio|y_un_tercio ⅔=dos_tercios|y_dos_tercios'
	),
	counted: singular,
	ordinals: SPANISH_ORDINALS,
	clock,
	clockWords: null,
	vowelInEveryWord: true,
	words: ['a', 'e', 'o', 'u', 'y', 'á', 'ó'],
	abbreviations: pairs(
		'eeuu=estados_unidos sr=señor sra=señora srta=señorita dr=doctor dra=doctora ud=usted uds=ustedes etc=etcétera pág=página núm=número pej=por_ejemplo'
	),
	foreign: /[kw]|[bcfghjmpqtvx]$/
};
