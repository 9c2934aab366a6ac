// Words that say nothing about what a conversation is about: function words, and in English also the small change of
// talk ("you know", "kind of"). Folded as terms.ts folds them. Words of other languages that are spread evenly over an
// episode weigh little by themselves (segment.ts, titles.ts): the lists only make the start better.

const english = `
a able about above according across actual actually after again against ago ah ahead ain't all allow almost alone along alot already
alright also although always am amazing among amount an and another any anybody anymore anyone anything anyway anyways anywhere apart
apparently are area aren't around as aside ask asked asking at away awesome awful awhile back bad based basically be became because
become becomes been before began begin beginning behind being believe below best bet better between beyond big bigger biggest bit both
bring bringing brought bunch but by call called came can can't cannot care case cases certain certainly clear clearly close come comes
coming completely consider could couldn't couple course crazy cool curious day days deal decide decided definitely depending did didn't
different difficult do does doesn't doing don't done double down during each early easier easy effectively eight either else end ended
ends enough entire entirely especially essentially etc even ever every everybody everyone everything everywhere exact exactly example
excited exciting extent extra extremely fact fair fairly far fast feel feeling feels felt few figure figured final finally find fine first five folks
follow for form former forward found four fourth from front full fully fun funny further gave general generally get gets getting give
given gives giving glad go goes going gone gonna good got gotta gotten great greater guess guy guys had half hand happen happened
happening happens happy hard harder has hasn't have haven't having he he'd he'll he's hear heard hello help helped helps hence her here
here's hers herself hey hi high higher highly him himself his hmm hold honestly hope hopefully how how's however huge huh hundred i i'd
i'll i'm i've idea ideas if imagine immediate immediately important in incredible incredibly indeed initial initially instead interested
interesting interestingly into is isn't issue it it'd it'll it's its itself job just keep keeps kept kid kind kinda kinds knew know known
knows lack large larger largely last late later latter least leave leaves led left less let let's level levels lifetime like liked likely
likes literally little live living long longer look looked looking looks lot lots love low lower made main mainly major make makes making
man many matter may maybe me mean meaning means meant meet mention mentioned middle might million mind mine minute minutes moment
moments month months more moreover most mostly move moved moving much must my myself name named near nearly necessarily necessary need
needed needs neither never new next nice nine no nobody non none nor normal normally not note nothing notice now nowhere number numbers
obvious obviously of off often oh ok okay old on once one ones only onto open opposed option options or order original originally other
others otherwise ought our ours ourselves out outside over overall own part particular particularly parts past people perfect perfectly perhaps
person perspective piece pieces place places plus point pointed points possible possibly potentially pretty previous previously
probably problem problems process progress put puts putting question questions quick quickly quite ran rather reach read ready real really
reason reasonable reasonably reasons recent recently regarding regardless relative relatively rest result results right rough roughly run
running runs sad said same saw say saying says second see seeing seem seemed seems seen sense sent sequence serious seriously set seven several shall
she she'd she'll she's short shot should shouldn't show showed side sign significant similar simple simply since single situation six small so some
somebody somehow someone something sometimes somewhat somewhere soon sorry sort sorts sound sounds speak speaking specific specifically spend
spent spot stand standpoint start started starting starts state step steps still stop story straight strange strong stuff stupid style subject successful such suddenly super
suppose supposed sure surprised take taken takes taking talk talked talking talks tell telling ten tend terms terrible than thank thanks that that'd that'll
that's the their theirs them themselves then there there'd there'll there're there's therefore these they they'd they'll they're they've
thing things think thinking thinks third thirty this those though thought thoughts thousand three through throughout time times to today together told
tomorrow tonight too took top total totally toward towards track tried tries true truly try trying turn turned turns twelve twenty twice two type types typical
typically uh uhh um umm under understand understood unless unlike until up upon us use used uses using usual usually vast various version very via view
wait walk wanna want wanted wanting wants was wasn't watch way ways we we'd we'll we're we've week weeks weird well went were weren't what
what's what're whatever when when's whenever where where's wherever whether which whichever while who who'd who's whoever whole whom whose why
wide will wish with within without won't wonder wondering word words work worked working works world worry worse worst worth would
wouldn't wow wrong yeah year years yep yes yesterday yet yo you you'd you'll you're you've young your yours yourself yourselves zero
y'all yup mm mhm uhhuh ya nah eh er dude bro man sir maam mister please welcome bye goodbye cheers gosh god jesus damn hell
thousands millions billions hundreds billion dozen percent couple answer answers conversation conversations discussion thinking opinion
add added adding allows change changed changes changing choose chose compared continue create created cut described direction directly
doubt draw drive due effect eventually exist exists expect explain face factor fall fashion focus focused force frame gain grab grow
guarantee handle hey hit hopeful inside interest involved joined join kick lead leading learn learned learning's lie light line lines list
listen lived lose lost manner mark met mode obvious occur offer originally pass pay pick picked play played playing position
present pretend prior produce proper provide pull pulled push pushed quote raise reached realize realized refer reference related remain
remember represents require requires respect response role room rule seemingly sees select send series serve share shared sit sitting
sits space spread stage standard stay stick stopped suggest suspect talked team tends test texts thinks throw till topic touch towards
turning understanding undoubtedly unfortunately upset value wall waste watching wise written write writing wrote yeah's
adds asking aspect aspects assume bear becoming begin broad broader broadly busy buy careful carefully classic combination common commonly complex complicated concern concerned confident
consistent core currently dangerous deep deeply definition degree depends despite detail details differently ended equal equally era exact except explicit fascinating
feature fundamental fundamentally genuinely gets giant goal goals gradually hear helpful hence hundred ideally implies implication implications importantly in-between increasingly
independent individual intense intended kindly larger likewise limited locally manage meanwhile measure merely natural nature negative objective
ongoing ordinary outcome outcomes pace period plenty popular positive powerful practical practically practice precise precisely presumably principle private properly public purpose
quickly rapid rapidly rare rarely realistic recall remarkable respectively sensible separate separately set setting settings shape sheer short-term silly slightly slow slowly smart smarter
somewhat sorta source space specific stance stronger substantial sudden sufficient suit surely surprise surprising task tasks technically term thanks thorough tiny tough tremendous
ultimately uncertain unclear unusual useful valuable variety vague wonderful wondered younger
`;

const german = `
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da dabei dafür damit dann daran
darauf darum das dass dazu dein deine dem den denn der des deshalb die dies diese dieser dieses dir doch dort du durch eben eigentlich ein eine
einem einen einer eines einfach er erst es etwas euch euer eure für ganz gar gab geben gegen gehen geht gemacht genau gerade gesagt gibt
glaube gut habe haben halt hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre im immer in irgendwie ist ja jede jeden jeder jetzt kann
kannst kein keine klar können könnte leute mach machen machst macht mal man mehr mein meine mich mir mit muss müssen nach natürlich nein nicht nichts noch
nun nur ob oder ohne quasi recht richtig sache sagen sagt schon sehr sein seine sich sie sind so sollen sondern sozusagen über um und
uns unser unsere unter viel viele vielleicht vom von vor wann war waren warum was weil weiß welche wenn wer werde werden weiter wie wieder will
wir wird wirklich wissen wo wollen wollte worden würde würden zu zum zur zwei zwischen also ähm äh okay genau tja
`;

const french = `
a ai aie alors après as assez au aucun aussi autre autres aux avait avant avec avez avoir avons beaucoup bien bon bref c'est ça car ce ceci cela
celle celui ces cet cette ceux chaque chez chose choses comme comment d'accord dans de déjà depuis des deux dire dit dois doit donc dont du elle
elles en encore enfin entre es est et étaient était étant été être eu eux faire fait fallait faut fois font gens genre il ils j'ai je juste l'on la
là le les leur leurs lui ma mais me même mes moi moins mon n'est ne ni non nos notre nous on ont ou où oui par parce pas peu peut peux
plus plutôt pour pourquoi puis qu'est qu'il qu'on quand quasi que quel quelle quelque quelqu'un qui quoi rien s'est sa sans se sera ses
seulement si soit son sont sous suis sur ta te tes toi ton toujours tous tout toute toutes très trop tu un une va vais vas vers voilà vont vos
votre vous vraiment vu y euh ben bah ouais hein
`;

const spanish = `
a ahí ahora al algo alguien algún alguna algunos allí antes aquí así aunque bien bueno cada casi como con cosa cosas creo cual cuando cuanto
de decir del desde después digo dijo donde dos e el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos está esta
estaba están estar estas este esto estos estoy fue fueron gente ha había haber hace hacer hacia han hasta hay he hecho hemos igual ir jo la las
le les lo los luego más me mejor menos mi mientras mis mismo momento mucha mucho muchos muy nada ni no nos nosotros nuestra nuestro
nunca o otra otro otros para parece parte pero poco podemos poder por porque pues puede pueden puedo que qué quien quiere quiero realmente sabe
sabes se sea ser será si sí siempre sin sino sobre sois solo son soy su sus tal también tampoco tan tanto te tema tener tengo ti tiempo tiene
tienen tipo toda todas todo todos tu tú tus un una uno unos va vale vamos van veces ver verdad vez vosotros voy ya yo eh ehm o sea
`;

const italian = `
a abbiamo ad adesso agli ai al alla alle allo allora altra altre altri altro anche ancora anni appunto avere aveva avete c'è che chi ci ciò
cioè come con cosa cose così credo da dai dal dalla delle dei del della dello dentro deve di dice dire diciamo dopo dove due e è ecco ed era erano
essere fa fare fatto fino fra già gli ha hai hanno ho i il in infatti insomma invece io l' la le lei li lo loro lui ma magari me meno mi mia
mio molto molti nei nel nella nelle no noi non nostra nostro o ogni oppure ora per perché però persone più po poco poi possiamo posso praticamente può
prima proprio punto qua quale quando quanto quasi quella quelle quelli quello questa queste questi questo qui quindi realtà sa sarà se sei
sempre senza si sì sia siamo sono sta stata stato stesso su sua sul sulla suo tanto te tempo ti tipo tra tu tutta tutte tutti tutto un una
uno va vabbè vedere vi viene voi volta vuol eh ehm beh mah
`;

const dutch = `
aan al alle alleen als altijd andere anders ben bij daar dan dat de deze die dit doen doet door dus echt een eens eigenlijk en er even gaan gaat
gewoon ging goed had heb hebben hebt heeft hele hem het hier hij hoe hun ik in is ja je jij jullie kan kon kunnen maar mee meer mensen met mij
misschien moet na naar natuurlijk nee niet niets nog nou nu of om omdat onder ons ook op over soort steeds te toch toen tot twee uit van veel vind voor waar
want waren was wat we weer weet wel weten werd wie wij wil worden wordt zal ze zeg zeggen zegt zelf zich zij zijn zo zou zoals eh uh
`;

const portuguese = `
a acho agora ainda algo alguém além ali antes ao aos apenas aquela aquele aqui as assim até bem bom cada coisa coisas com como da das de dela dele depois
desde dessa desse deve dia disso diz dizer do dois dos e é ela elas ele eles em então entre era eram essa esse esta está estão estar este estou eu
faz fazer foi for foram gente há hoje isso isto já lá lhe mais mas me meio mesmo meu minha muito muita muitos na nada não nas né nem nenhum no nos nós nossa nosso
num numa nunca o os ou outra outro para pela pelo pessoas pode poder por porque pouco pra qual quando que quem quer se sei sem sempre
ser será seu sim sobre só sua são também tão te tem tempo tenho ter teve tinha tipo toda todas todo todos tu tudo um uma vai vamos você vocês vou ah eh
`;

/** English nouns that need another word to say what is meant: no title by themselves. */
export const WEAK = new Set(
	`ability access account action activity addition advantage adult age agreement amount analysis application approach area argument article
	attempt attention audience author balance barrier basis behavior benefit billion board body book bottom box boy brand budget capability capacity career
	category cause center challenge chance chapter character chart child choice circumstance city class client code collection committee community company
	competition competitor component concept concern condition connection consequence consumer content context contract contrast contribution control corner cost
	country culture customer cycle danger data date debate decade decision demand department design development device difference difficulty dimension distance
	dollar door effort element emotion employee enterprise entity environment error event evidence executive existence expectation experience expert extreme fear feature
	field film firm flow form format founder friend function fund future game generation girl government group growth head history home hour house human
	idea impact incentive incident increase individual industry information input institution interaction interest investment investor item journey judgment key
	kid knowledge label leader leadership letter limit link list loss majority management manager market material maturity member message method metric
	mission mistake model money morning movement narrative network news object observation operation opinion opportunity organization output page paper parent
	partner party path pattern payment perception performance person phase philosophy phone picture plan platform player policy population possibility potential
	power presence pressure price principle priority product production profession professional profit program project property prospect quality range
	rate reaction reality recommend record region relation relationship relevance report request research resource responsibility restriction result return
	revenue review reward rise risk road sale sample scale scenario scene schedule scope sector section selection service session share shift
	skill society solution source speed spirit spot staff star station stock store strategy strength structure student study success
	summary supply support system target team technique technology theme theory thesis threshold tool town trade tradition trend trial trip
	truth union unit universe user value variable version video view vision voice volume waste weakness weight window winner woman world writer`.split(
		/\s+/
	)
);

const lists: Record<string, string> = {
	en: english,
	de: german,
	fr: french,
	es: spanish,
	it: italian,
	nl: dutch,
	pt: portuguese
};

const made = new Map<string, ReadonlySet<string>>();

/** The fillers of a language by its BCP 47 tag ("en-GB", "pt"), English where nothing is known ("und"), else none. */
export function fillersOf(language: string): ReadonlySet<string> {
	const base = language.toLowerCase().split(/[-_]/)[0];
	const key = base === 'und' || base === '' ? 'en' : base;
	let set = made.get(key);
	if (!set)
		made.set(
			key,
			(set = new Set(
				(lists[key] ?? '')
					.normalize('NFKD')
					.replace(/[\u0300-\u036f]/g, '')
					.split(/\s+/)
					.filter(Boolean)
			))
		);
	return set;
}
