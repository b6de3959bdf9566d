"""Irregular English: the words whose forms no spelling rule gives, as compact tables."""

from __future__ import annotations


def _entries(table: str) -> list[list[str]]:
    """Entries divided by semicolons or line ends, each as its words."""
    return [entry.split() for entry in table.replace("\n", ";").split(";") if entry.strip()]


_PLURALS = """
person people/persons
child children; ox oxen; brother brothers/brethren; man men; woman women; foot feet
tooth teeth; goose geese; mouse mice; louse lice; die dice/dies; penny pennies/pence
calf calves; half halves; knife knives; leaf leaves; life lives; loaf loaves; self selves
sheaf sheaves; shelf shelves; thief thieves; wife wives; wolf wolves; elf elves
scarf scarves/scarfs; hoof hooves/hoofs; dwarf dwarfs/dwarves; wharf wharves
hero heroes; potato potatoes; tomato tomatoes; echo echoes; veto vetoes; negro negroes
embargo embargoes; torpedo torpedoes; mosquito mosquitoes; domino dominoes
cargo cargoes/cargos; volcano volcanoes/volcanos; buffalo buffaloes/buffalo
mulatto mulattoes/mulattos; zero zeros/zeroes; tornado tornadoes; mango mangoes/mangos
go goes; no noes/nos; hobo hobos/hoboes; bimbo bimbos/bimboes
criterion criteria; phenomenon phenomena; datum data; bacterium bacteria
curriculum curricula/curriculums; memorandum memoranda/memorandums; medium media/mediums
stratum strata; erratum errata; addendum addenda; index indexes/indices
appendix appendices/appendixes; matrix matrices; vertex vertices; vortex vortices
alumnus alumni; alumna alumnae; stimulus stimuli; nucleus nuclei; radius radii
fungus fungi; cactus cacti/cactuses; syllabus syllabi/syllabuses; locus loci
larva larvae; vertebra vertebrae; ovum ova; genus genera; corpus corpora; opus opuses
quiz quizzes; whiz whizzes; bureau bureaus/bureaux; plateau plateaus/plateaux
passerby passersby; axis axes; testis testes; ellipsis ellipses; gas gases; bus buses
yes yeses; lens lenses; iris irises; pelvis pelvises; chassis chassis; debris debris
jinx jinxes; schema schemas/schemata; stigma stigmas/stigmata
"""
IRREGULAR_PLURALS: dict[str, tuple[str, ...]] = {
    singular: tuple(forms.split("/")) for singular, forms in _entries(_PLURALS)
}
"""Singular to its plurals, the usual one first."""

NOT_MAN = frozenset(
    """human german roman norman shaman talisman ottoman caiman mussulman ataman hetman cayman
    turkoman toman dolman brahman superhuman subhuman nonhuman inhuman
    """.split()
)
"""Words in -man that aren't compounds of 'man': they take a plain -s."""

UNCHANGING = frozenset(
    """advice aircraft baggage behavior behaviour crossroads data deer equipment evidence
    everybody everyone anybody anyone nobody somebody someone feedback fish folk furniture
    headquarters health jewelry livestock cash help homework housing humankind humanity information intelligence
    knowledge labor labour luggage machinery means mankind manpower media merchandise money moose
    music news offspring people personnel police politics poverty progress research salmon series
    sheep shrimp software hardware firmware malware spacecraft species staff staffing swine traffic
    trout wealth weather wildlife womankind workforce youth they them us we you themselves
    """.split()
)
"""Nouns and pronouns left as they are where a plural is asked for."""

_VERBS = """
arise arose arisen; awake awoke awoken; be was been; bear bore borne; beat beat beaten
become became become; begin began begun; bend bent bent; bet bet bet; bid bid bid; bind bound bound
bite bit bitten; bleed bled bled; blow blew blown; break broke broken; breed bred bred
bring brought brought; broadcast broadcast broadcast; build built built; burst burst burst
buy bought bought; cast cast cast; catch caught caught; choose chose chosen; cling clung clung
come came come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt; dig dug dug
do did done; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen
feed fed fed; feel felt felt; fight fought fought; find found found; fit fitted/fit fitted/fit; flee fled fled
fling flung flung; fly flew flown; forbid forbade forbidden; forecast forecast forecast
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten/got
give gave given; go went gone; grind ground ground; grow grew grown; hang hung/hanged hung/hanged
have had had; hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt
keep kept kept; kneel knelt knelt; know knew known; lay laid laid; lead led led; leave left left
lend lent lent; let let let; lie lay lain; light lit/lighted lit/lighted; lose lost lost
make made made; mean meant meant; meet met met; mow mowed mown; pay paid paid
prove proved proven/proved; put put put; quit quit quit; read read read; rid rid rid
ride rode ridden; ring rang rung; rise rose risen; run ran run; saw sawed sawn; say said said
see saw seen; seek sought sought; sell sold sold; send sent sent; set set set; sew sewed sewn
shake shook shaken; shed shed shed; shine shone shone; shoot shot shot; show showed shown
shrink shrank shrunk; shut shut shut; sing sang sung; sink sank sunk; sit sat sat
slay slew slain; sleep slept slept; slide slid slid; sling slung slung; slit slit slit
sow sowed sown; speak spoke spoken; speed sped sped; spend spent spent; spin spun spun
spit spat spat; split split split; spread spread spread; spring sprang sprung; stand stood stood
steal stole stolen; stick stuck stuck; sting stung stung; stink stank stunk; stride strode stridden
strike struck struck/stricken; string strung strung; strive strove striven; swear swore sworn
sweep swept swept; swell swelled swollen; swim swam swum; swing swung swung; take took taken
teach taught taught; tear tore torn; tell told told; think thought thought; throw threw thrown
thrust thrust thrust; tread trod trodden; wake woke woken; wear wore worn; weave wove woven
weep wept wept; win won won; wind wound wound; wring wrung wrung; write wrote written
burn burned/burnt burned/burnt; learn learned/learnt learned/learnt
dream dreamed/dreamt dreamed/dreamt; leap leaped/leapt leaped/leapt; lean leaned/leant leaned/leant
spell spelled/spelt spelled/spelt; spill spilled/spilt spilled/spilt; dwell dwelled/dwelt dwelled/dwelt
spoil spoiled/spoilt spoiled/spoilt; smell smelled/smelt smelled/smelt; kneel knelt knelt
shear sheared shorn/sheared; wed wed/wedded wed/wedded; shit shit/shat shit/shat
gaslight gaslit/gaslighted gaslit/gaslighted; highlight highlighted highlighted
spotlight spotlighted spotlighted; babysit babysat babysat; browbeat browbeat browbeaten
behold beheld beheld; beset beset beset; welcome welcomed welcomed; hew hewed hewn
overhang overhung overhung; plead pleaded/pled pleaded/pled; knit knit/knitted knit/knitted
"""
IRREGULAR_VERBS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    base: (tuple(past.split("/")), tuple(participle.split("/")))
    for base, past, participle in _entries(_VERBS)
}
"""Base to (past forms, past participles), the usual one first."""

VERB_PREFIXES = (
    "over", "under", "with", "fore", "mis", "out", "off", "pre", "up", "re", "un", "in", "down",
    "counter", "inter", "de", "co",
)  # fmt: skip
"""What may stand before a verb of the tables without changing how it inflects (override, rerun)."""

DOUBLING = frozenset(
    """abet abhor abut acquit admit allot anagram annul begin befit blackleg bootleg commit compel
    concur confer control corral debar debug defer demur deter disbar disinter dispel distil embed emit enrol entrap equip excel expel extol fulfil forbid forget format handicap hobnob humbug impel
    incur infer instil inter intermit kidnap nonplus occur omit outfit patrol permit prefer program propel
    rebel rebut recap recur refer refit regret remit repel sandbag submit transfer transmit trepan
    typeset unplug unwrap unzip upset worship zigzag overlap kneecap mudslap
    """.split()
)
"""Verbs of two or more syllables whose last consonant doubles before -ed and -ing."""

L_VARIANTS = frozenset(
    """cancel channel counsel dial equal fuel funnel gambol grovel initial jewel label level libel
    marshal marvel model panel pedal pencil quarrel ravel rival shovel shrivel signal snivel spiral
    squirrel stencil swivel total towel travel tunnel unravel worship bias focus benefit combat trial
    """.split()
)
"""Verbs spelt with one consonant in the United States and often two elsewhere (labeled, labelled)."""

K_VERBS = frozenset("panic mimic traffic picnic frolic politic garlic magic havoc bivouac".split())
"""Verbs in -c that take a k before -ed and -ing."""

ADJECTIVES = frozenset(
    """able aged bound angry bad big black blind brave broken brown busy clean clear cold common crazy
    dark deaf dead direct dry dumb early easy empty fair false fast fat female fine first foreign
    fragile free fresh full good great gross happy hard healthy heavy high hot huge ill insane lame
    large late lazy light little long low mad main male mute narrow native neutral new nice old
    open poor possible quick quiet rapid real red retro rich rude sane senile short sick silly slow
    small smart soft special strange strong stupid sudden thin tiny ugly unfit unwell urgent vague
    weak weird white wide wild wrong young absurd bizarre intense chaotic complex inept baffling
    surreal elderly friendly manly unmanly womanly motherly fatherly brotherly cowardly
    """.split()
)
"""Adjectives whose ending doesn't give them away."""

PREPOSITIONS = frozenset(
    """about above across after against along among around as at before behind below beneath beside
    between beyond by despite down during for from in inside into like near of off on onto out over
    past per since through throughout to toward towards under until up upon versus via with within
    without
    """.split()
)
PRONOUNS = frozenset(
    """he she him her his hers himself herself they them their theirs themself themselves it its
    itself we us our ours i me my mine you your yours who whom whose ladies gentlemen
    """.split()
)
RELATIVES = frozenset({"who", "that", "which", "whose", "whom"})
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their one's some any no each".split()
)

VERB_HEADS = frozenset(
    """accept access act add adjust adopt advise affect aim allow analyze announce answer apply ask
    assess assign assume attack avoid ban base behave believe block call care carry cause change
    check check claim clean clear close complete condemn confine confirm connect consider consult
    contact contain continue control correct cover crack crash create cripple decide decline define
    delay delete deliver deny describe design develop die disable discuss disrupt divide drop
    dumb edit enable end endure engage ensure enter establish exclude exclude execute exit
    experience explain expose fail favor fill finish fix follow force gather guarantee guide halt
    handle hamper help hinder ignore impair impede improve include include influence inspect
    integrate interrupt introduce invite involve isolate join jump keep kill lack last launch limit
    list live look lower maintain manage mark match merge migrate miss mitigate monitor move name
    narrow need notice offend offer open operate own perform permit phase pick place plan play point
    pose prefer prepare present preserve prevent process promote protect provide pull push question
    raise reach reduce refer reject release remove rename replace report require resist respond
    restrict retain retire return review roll screen separate serve share shift shock sign skip slow
    sort staff start state stay step stop suffer support surprise suspend switch talk terminate test
    touch train transfer treat trigger try turn undo unite update use validate verify visit wait walk
    want warn waste weaken whip work worry zero commit afflict man crew
    """.split()
)
"""Regular verbs that begin a phrase of a pack or of a replacement (irregular ones are known)."""

NOUN_AND_VERB = frozenset("check list listing test box mail father hole mark review shame".split())
"""Last words of noun compounds that are used as verbs too ('to sanity check', 'to black list')."""
