// Words younger than the dictionary that talk shows are full of and whose spelling misleads the letter-to-sound model.
// Data only: word, phones, further pronunciations after "|".

const TABLE = `
airbnb        EH R B IY EH N B IY
anthropic     AE N TH R AA P IH K
arxiv         AA R K AY V
async         EY S IH NG K
ayahuasca     AY AH W AA S K AH
baidu         B AY D UW
bengio        B EH N JH IY OW
binance       B AY N AE N S | B IH N AE N S
bts           B IY T IY EH S
cgpt          S IY JH IY P IY T IY
chalamet      SH AE L AH M EY
chatgpt       CH AE T JH IY P IY T IY
claude        K L AO D
covid         K OW V IH D
crispr        K R IH S P ER
dall-e        D AA L IY
defi          D IY F AY | D EH F IY
dogecoin      D OW JH K OY N | D OW ZH K OY N
donbas        D AA N B AE S | D AO N B AA S
emoji         IH M OW JH IY | IY M OW JH IY
emojis        IH M OW JH IY Z
esports       IY S P AO R T S
ethereum      IH TH IH R IY AH M
fentanyl      F EH N T AH N IH L
gif           G IH F | JH IH F
gifs          G IH F S | JH IH F S
graphql       G R AE F K Y UW EH L
hassabis      HH AH S AA B IH S
hentai        HH EH N T AY
houthi        HH UW TH IY
houthis       HH UW TH IY Z
iterate       IH T ER EY T
jinping       JH IH N P IH NG
jupyter       JH UW P IH T ER
kamala        K AA M AH L AH | K AH M AA L AH
kanye         K AA N Y EY
karpathy      K AA R P AA TH IY | K AA R P AH TH IY
kombucha      K AA M B UW CH AH
kubernetes    K UW B ER N EH T IY Z | K UW B ER N EY T IY Z
kyiv          K IY V | K IY IH V
latex         L EY T EH K S | L EY T EH K | L AA T EH K
latinx        L AE T IY N EH K S | L AH T IY N EH K S
lecun         L AH K AH N | L AH K UW N
linkedin      L IH NG K T IH N
lyft          L IH F T
macos         M AE K OW EH S
macron        M AE K R AO N | M AE K R OW N
maga          M AA G AH | M AE G AH
matcha        M AA CH AH
mbappe        M B AA P EY | EH M B AA P EY
metoo         M IY T UW
metaverse     M EH T AH V ER S
moderna       M AH D ER N AH
mongodb       M AA NG G OW D IY B IY
mysql         M AY S IY K W AH L | M AY EH S K Y UW EH L
nginx         EH N JH IH N EH K S
nietzsche     N IY CH AH | N IY CH IY
numpy         N AH M P AY
nvidia        EH N V IH D IY AH
oauth         OW AO TH
openai        OW P AH N EY AY
ozempic       OW Z EH M P IH K
patreon       P EY T R IY AA N
phoebe        F IY B IY
postgres      P OW S T G R EH S
psilocybin    S AY L AH S AY B IH N | S IH L AH S AY B IH N
pytorch       P AY T AO R CH
qanon         K Y UW AH N AA N
qatar         K AH T AA R | K AA T ER
quora         K W AO R AH
qwen          K W EH N
ramen         R AA M AH N
rizz          R IH Z
saas          S AE S
semaglutide   S EH M AH G L UW T AY D
sriracha      S IH R AA CH AH | S R IH R AA CH AH
sqlite        EH S K Y UW L AY T | S IY K W AH L AY T
staycation    S T EY K EY SH AH N
sutskever     S UW T S K EH V ER
tahini        T AH HH IY N IY
tiktok        T IH K T AA K
ufc           Y UW EH F S IY
vitalik       V IH T AA L IH K
vlog          V L AA G
wasm          W AE Z AH M
woah          W OW | W OW AH
xbox          EH K S B AA K S
xi            SH IY | Z AY
xiaomi        SH AW M IY
yudkowsky     Y UH D K AW S K IY
zelensky      Z AH L EH N S K IY
zelenskyy     Z AH L EH N S K IY
zhao          JH AW
zhang         JH AA NG
zuckerberg    Z AH K ER B ER G
`;

export const MODERN = new Map<string, string[]>(
	TABLE.trim()
		.split('\n')
		.map((line) => {
			const [, word, ways] = /^(\S+)\s+(.*)$/.exec(line) as RegExpExecArray;
			return [word, ways.split('|').map((way) => way.trim())];
		})
);
