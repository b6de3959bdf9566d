"""Tells the language of a paragraph, offline and without a model; called for few, so it may count words.

Function words decide: in any paragraph of some length they are every third word, and no two
languages share many. Technical English has few of them, but none of another language, so a text
without evidence stays unknown and is treated as English. Other scripts are told by their letters.
"""

from __future__ import annotations

import re
from collections import Counter

_LONGEST = 4_000
"""Code points that are looked at."""
_FEWEST_WORDS = 4
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ELISION = re.compile(r"\b(?:[dljmtscn]|qu|all|dell|nell|sull|un)['’](?=\w)", re.IGNORECASE)

_WORDS: dict[str, str] = {
    "en": """the of and to is in that it for as with was on are be this by at from or have an not
        they which you were her his been has their will would there what if can all your when who
        more no about so up out them then she many some these may its only other into than our
        should could we he but do does don't it's isn't can't how any each between where because
        while must also use used using after before first just such over most see need make""",
    "de": """der das und ist nicht ein eine einer eines einem einen zu den dem mit sich auf für von
        im es wird werden auch als bei oder sind wie aus nach durch wenn nur noch kann sie wir ich
        du er dass daß über zum zur vom einfach haben hat sein ihr ihre diese dieser dieses aber
        keine kein mehr um bitte muss müssen können soll wurde bis mir mich dich alle hier jetzt
        sollte dann möchten damit schon wieder unter""",
    "fr": """le la les des du et est une un dans que qui pour pas sur avec par au aux ce cette ces
        il elle nous vous ils sont plus ou mais sa ses leur leurs être sans peut fait comme tout
        tous si entre deux après aussi même dont où avoir était doit votre notre vos nos je tu ne
        cela avez faire lorsque ainsi très encore ici""",
    "es": """el la los las de del que en un una es por con para se su sus al lo como más pero no le
        ya o este esta estos estas son entre cuando muy sin sobre también me hasta hay donde quien
        desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes
        ser está puede si usted tu cada fue han y debe pueden cómo""",
    "pt": """o os as da do das dos em um uma que não para com por mais como mas foi ao ele ela se
        na no nas nos é ser são está ou seu sua quando muito há já também só pelo pela até isso
        entre era depois sem mesmo aos ter seus quem esse eles você essa num nem suas meu às minha
        têm numa pode este esta isto de e para""",
    "it": """il lo la gli le di del della dei delle degli che è un una uno per con non sono si da
        dal dalla nel nella nei nelle su sul sulla come anche più ma se questo questa questi
        queste quando tutti tutto essere ha hanno al alla ai alle o ed dove chi cosa molto
        ogni può deve solo senza""",
    "ca": """el la els les de del que en un una és per amb als al i no es com més però són aquest
        aquesta quan molt sense sobre també fins on qui des tot entre pot si cada o ha han seu
        seva dels""",
    "nl": """de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij
        uit naar kan deze dit worden wordt door over je jij wij ze zij heeft hebben had nog wel
        geen wat werd onder tot moet zich meer hier kunnen u uw ik""",
    "id": """yang dan di untuk dengan dari pada ini itu adalah tidak akan dalam ke oleh atau juga
        dapat bisa sudah ada anda kami kita mereka saya karena sebagai lebih telah harus satu jika
        seperti tersebut secara setelah namun hanya agar bagi para tetapi dia apa""",
    "pl": """i w na z do się nie jest to że o jak po co ale tak za od przez dla ich jego jej może są
        być już tylko lub czy oraz przy jako gdy który która które tego tym ten ta można bez aby
        także jeśli ma nad pod""",
    "cs": """a v na se je že s z do o k i pro ve jako za ale po by to který která které jsou není
        tak jen jak od nebo už při podle také než až bude být může aby pokud si když tento této
        této""",
    "sk": """a v na sa je že s z do o k i pre vo ako za ale po by to ktorý ktorá ktoré sú nie tak
        len od alebo už pri podľa tiež než až bude byť môže aby ak si keď tento""",
    "hu": """a az és hogy nem is egy ez de meg ha csak van mint már még el vagy kell azt lehet volt
        fel ki be itt ezt majd minden akkor után amely ami aki nincs""",
    "sv": """och att det som en på är av för med den till inte om ett han var jag har de i ska kan
        men så när från vi eller sig du hon denna detta alla också över efter vid mot där""",
    "da": """og at det som en på er af for med den til ikke om et han var jeg har de i skal kan men
        så når fra vi eller sig du hun denne dette alle også over efter ved mod der""",
    "no": """og at det som en på er av for med den til ikke om et han var jeg har de i skal kan men
        så når fra vi eller seg du hun denne dette alle også over etter ved mot der""",
    "fi": """ja on ei että se hän ovat mutta kun niin tai joka myös ole oli jos vain mitä tämä sen
        kuin voi jotka kanssa sekä olla voit tai sitten näin""",
    "tr": """ve bir bu için ile da de ne olarak daha çok gibi olan var veya ama en kadar sonra her o
        değil ki ise mi şu ya eğer ancak tüm göre""",
    "ro": """și şi de la în cu nu este că pe un o din care se pentru mai sunt ca sau dar ce fi au
        fost prin această acest între cum când dacă după fără""",
    "vi": """và của là có không được cho các một trong này với để người những khi đã đến từ như
        cũng về nhưng trên bạn sẽ thì""",
    "hr": """i u na je se da za od su s ne kao što o koji koja koje ili ali iz bi sa to ako nije po
        biti može kako samo te će do""",
    "lv": """un ir no uz ar lai par kas ka ja vai bet tas šis nav var kā pēc lūdzu tiek""",
    "lt": """ir yra kad su iš į tai ar kaip bet jei nuo už kuris per po gali būti nėra""",
    "et": """ja on ei et see kui ka ning või aga oma mis kes siis nagu veel""",
    "eo": """la de kaj en estas al ne por kun ke tio ĉi vi oni el aŭ sed ĝi per pri se kiu kiuj""",
    "sl": """in je na se da za ki so v z ne kot pa bi tudi ali če od iz lahko še samo""",
}
_SHARED = frozenset(
    """an as at be by do er for had han has he her his if in is it me men no on or pa per plus so te
    the to up van var was we code test""".split()
)
"""Words that prove nothing: English ones, and those that are names."""
_ENGLISH = frozenset(_WORDS["en"].split())
_WEAK = frozenset("de la el le en del les las los di da du et du se".split())
"""Particles that names and places bring into English: half a word each."""


def _index() -> dict[str, list[str]]:
    """Function word -> its languages; letters that stand alone prove nothing either."""
    index: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            shared = word in _ENGLISH or word in _SHARED or (len(word) == 1 and word.isascii())
            if language != "en" and not shared:
                index.setdefault(word, []).append(language)
    return index


_INDEX = _index()

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af\u1100-\u11ff]"),
    ("zh", r"[\u3400-\u9fff]"),
    ("ru", r"[\u0400-\u052f]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("ar", r"[\u0600-\u06ff\u0750-\u077f]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
    (
        "und",
        r"[\u0530-\u058f\u0980-\u0dff\u0e80-\u10ff\u1200-\u1cff\U00020000-\U0003ffff]",
    ),
)
"""A language of each script, and its letters: which one exactly matters to no rule."""
_DENSE = frozenset({"ja", "ko", "zh", "th"})
"""Scripts where a few letters are a word."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def detect(text: str) -> str | None:
    """The language of a paragraph as a BCP 47 code; None where there is too little to tell."""
    sample = text[:_LONGEST]
    if not sample.isascii():
        script = _by_script(sample)
        if script is not None:
            return script
    tokens = [token.lower() for token in _TOKEN.findall(_ELISION.sub(" ", sample))]
    if len(tokens) < _FEWEST_WORDS:
        return None
    return _by_words(Counter(tokens), len(tokens))


def is_english(text: str, languages: tuple[str, ...] = ("en",)) -> bool:
    """Whether a paragraph is to be read: in one of ``languages``, or in none that is known.

    With no languages nothing is detected and everything is read.
    """
    if not languages:
        return True
    found = detect(text)
    return found is None or any(found == language.split("-")[0].lower() for language in languages)


def _by_script(text: str) -> str | None:
    latin = len(_LATIN.findall(text))
    best, most = None, 0
    for language, letters in _SCRIPTS:
        count = len(re.findall(letters, text)) * (4 if language in _DENSE else 1)
        if language == "ja" and count:
            count += 4 * len(re.findall(_SCRIPTS[2][1], text))
        if count > most:
            best, most = language, count
    return best if most >= 4 and most > latin else None


def _by_words(tokens: Counter[str], total: int) -> str | None:
    english = sum(count for token, count in tokens.items() if token in _ENGLISH)
    scores: dict[str, float] = {}
    words: Counter[str] = Counter()
    accented = 0
    for token, count in tokens.items():
        accented += 0 if token.isascii() else count
        for language in _INDEX.get(token, ()):
            scores[language] = scores.get(language, 0.0) + (count / 2 if token in _WEAK else count)
            words[language] += 1
    if not scores:
        return "en" if english >= 2 else None
    best = max(scores, key=lambda language: scores[language])
    most, distinct = scores[best], words[best] + (accented > 0)
    if not english:
        most += accented / 2
    if distinct >= 2 and most >= 1.5 and most > english * 1.5 and most >= total * 0.1:
        return best
    return "en" if english >= 2 and english > most else None
