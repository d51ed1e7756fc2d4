"""Word lists of the planters: neutral names, places by sort, small tables of English."""

from __future__ import annotations

STOP = frozenset(
    """a an the and or but if of to in on at by for from with without into onto over under about
    after before during between among against through as than that which who whom whose this these
    those there here it its he him his she her hers they them their theirs we us our you your i me
    my is are was were be been being am has have had having do does did doing will would can could
    may might must shall should not no nor so such just also very more most much many some any all
    both each other another own same then now when where while what how why up down out off again
    said say says told tell tells mr mrs ms dr one s t re ve ll d m""".split()
)
FIRST_NAMES = (
    "Jordan Taylor Morgan Casey Robin Leslie Dana Alexis Jamie Cameron Avery Riley Quinn Rowan "
    "Skyler Harper Reese Emerson Marion Shannon".split()
)
LAST_NAMES = (
    "Halvorsen Whitcomb Ellery Brannigan Castellano Dunmore Farnsworth Greaves Hathaway Ingersoll "
    "Kettering Lindqvist Marchetti Norwood Ostrander Pemberton Quigley Rutledge Stanhope Thackeray "
    "Underhill Vandermeer Wexford Yarborough Zielinski Abernathy Bellweather Colquitt".split()
)
MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split()
)
TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
STATES = tuple(
    """Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia
    Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts
    Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey
    New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island
    South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin
    Wyoming""".replace("\n    ", "|").split("|")
)
COUNTRIES = tuple(
    """Afghanistan|Algeria|Argentina|Australia|Austria|Belgium|Bolivia|Brazil|Bulgaria|Canada|Chile
    China|Colombia|Cuba|Denmark|Ecuador|Egypt|El Salvador|Ethiopia|Finland|France|Germany|Greece
    Guatemala|Haiti|Honduras|Hungary|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Kenya
    Kuwait|Lebanon|Liberia|Libya|Malaysia|Mali|Mexico|Morocco|Myanmar|Nepal|Niger|Nigeria
    North Korea|Norway|Pakistan|Panama|Peru|Poland|Portugal|Qatar|Romania|Russia|Saudi Arabia
    Senegal|Singapore|Somalia|South Africa|South Korea|Spain|Sudan|Sweden|Switzerland|Syria|Taiwan
    Thailand|Tunisia|Turkey|Ukraine|Venezuela|Vietnam|Yemen|Zimbabwe""".replace(
        "\n    ", "|"
    ).split("|")
)
CITIES = tuple(
    """Atlanta|Austin|Baltimore|Birmingham|Boston|Charlotte|Charleston|Charlottesville|Chicago
    Cincinnati|Cleveland|Columbus|Dallas|Denver|Des Moines|Detroit|El Paso|Fort Worth|Houston
    Indianapolis|Kansas City|Las Vegas|Los Angeles|Louisville|Memphis|Miami|Milwaukee|Minneapolis
    Nashville|New Orleans|New York City|Oakland|Orlando|Philadelphia|Phoenix|Pittsburgh|Portland
    Sacramento|San Antonio|San Diego|San Francisco|Seattle|St. Louis|Tampa|Tucson""".replace(
        "\n    ", "|"
    ).split("|")
)
CAPITALS = tuple(
    """Baghdad|Beijing
    Beirut|Berlin|Brussels|Cairo|Damascus|Geneva|Hanoi|Helsinki|Hong Kong|Islamabad|Istanbul
    Jerusalem|Kabul|Kiev|London|Madrid|Moscow|Munich|Paris|Pyongyang|Riyadh|Rome|Seoul|Shanghai
    Stockholm|Tehran|Tokyo|Vienna|Warsaw""".replace("\n    ", "|").split("|")
)
TOWNS = (
    "Millbrook Fairview Ashford Brookfield Oakdale Lakewood Riverton Easton Bridgeport Hillsboro "
    "Greenfield Milford Kingston Newport Clifton Marysville Westfield Glendale Springdale".split()
)
SORTS = {
    "state": STATES,
    "country": COUNTRIES,
    "city": CITIES,
    "foreign city": CAPITALS,
    "town": tuple(TOWNS),
}
SAYING = frozenset(
    "say tell report announce add claim argue note declare warn insist state write tweet".split()
)
NEGATIVE = frozenset(
    """not n't n’t no never none nobody nothing neither nor without deny refuse reject fail decline
    hardly barely unlikely lack few nowhere cannot if whether""".split()
)
HEDGED = frozenset(
    """may might could would should expect plan intend hope likely unlikely possible possibly
    potential potentially reportedly allegedly alleged apparently appear seem suspect suspected
    believe believed consider propose proposed vow promise want seek try urge call""".split()
)
AGENTIVE = frozenset(
    """approve sign release meet apologize endorse join accept answer provide testify support pay
    vote comply attend address cooperate condemn resign visit recuse speak respond order appoint
    nominate fire dismiss send withdraw impose grant pardon hold give""".split()
)
DOES_NOT_TAKE = frozenset("also already just only even still once twice first then".split())
PARTICIPLES = dict(
    pair.split(":")
    for pair in """took:taken gave:given went:gone came:come became:become began:begun wrote:written
    spoke:spoken broke:broken chose:chosen drew:drawn drove:driven ate:eaten fell:fallen flew:flown
    forgot:forgotten froze:frozen grew:grown hid:hidden knew:known rode:ridden rose:risen ran:run
    saw:seen shook:shaken showed:shown sang:sung sank:sunk stole:stolen swore:sworn tore:torn
    threw:thrown wore:worn withdrew:withdrawn undertook:undertaken did:done overcame:overcome
    was:been were:been arose:arisen drank:drunk swam:swum rang:rung beat:beaten bit:bitten
    blew:blown got:gotten overtook:overtaken oversaw:overseen foresaw:foreseen outgrew:outgrown
    overthrew:overthrown mistook:mistaken sprang:sprung shrank:shrunk wove:woven""".split()
)
