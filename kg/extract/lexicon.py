"""Words that tell what a capitalised name is: a company, a person, a place, or something else. Tables only."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL = _words(
    "inc inc. corp corp. corporation co co. company ltd ltd. limited llc llp lp plc ag sa s.a. se nv n.v. ab asa as a/s oyj gmbh "
    "spa s.p.a. kk pte pty bhd sarl bv b.v. kgaa sas srl pbc"
)
"""Legal forms, which a short form of the name leaves out."""

SUFFIXES = LEGAL | _words(
    "advisers advisors aerospace airlines airways analytics associates automation automotive bancorp bank banking battery batteries "
    "beverages biologics biosciences biotech brands broadcasting brothers capital cells cement chemical chemicals cloud communications "
    "computer computers computing consulting cooperative data defence defense devices diagnostics digital dynamics electric electronics "
    "energy engineering enterprise enterprises entertainment equity exchange films finance financial foods foundation foundries foundry fund "
    "funds games gaming genomics global graphics group healthcare health holding holdings hospitality hotels industries infrastructure "
    "innovations instruments insurance interactive international investments investors labs laboratories lines logistics machines "
    "management manufacturing maritime materials media medical medicine metals micro microelectronics microsystems mining mobile mobility "
    "motor motors mutual networks nuclear oil optics organization organisation packaging partners partnership payments petroleum pharma "
    "pharmaceutical pharmaceuticals photonics pictures platforms power precision press productions properties publishing railways realty "
    "records renewables research resources retail robotics satellite satellites sciences scientific securities security semiconductor "
    "semiconductors services shipping shipyard silicon software solar solution solutions space spacemobile steel storage stores studio "
    "studios supply systems technologies technology tech telecom telecommunications telekom therapeutics trading transport trucks trust utilities "
    "utility vaccines ventures vehicles water wind wireless works airport port university institute authority ministry department agency council "
    "commission hospital hospitals association federation cooperative insurance mutual pension treasury city state shipbuilding yards "
    "academy college coop copper gold hotels lithium minerals polytechnic resorts uranium "
    "fusion grid lab sons aviation turbines motorsport lifesciences biopharma fibre fiber towers networks"
)
"""Last words that make a capitalised name an organisation's."""

HEADS_WITH_OF = _words(
    "university bank department ministry institute house board college school commonwealth port city state government council bureau "
    "office authority fund academy association federation union"
)
"""First words that an "of" may follow within one name ("University of Tromso")."""

COMPANY_NOUNS = _words(
    "airline airport automaker bank behemoth borrower brand brewer broadcaster broker brokerage builder business buyer carmaker carrier "
    "chain chipmaker client company competitor conglomerate consultancy contractor cooperative corporation creator customer designer "
    "developer distributor drugmaker enterprise exchange exporter fabricator farm firm foundry fund giant group grocer grower hospital "
    "house hyperscaler importer insurer integrator investor lab laboratory label landlord lender lessor maker manufacturer marketplace "
    "miner neocloud network newcomer operator organisation organization outfit owner parent partner pioneer planemaker platform player "
    "printer producer provider publisher rail railway refiner reseller retailer rival seller shipbuilder shipper shipyard shop specialist "
    "spin-off spinoff start-up startup steelmaker studio subsidiary supermarket supplier target telco tenant titan trader truckmaker "
    "unicorn university upstart utility vendor venture yard heavyweight powerhouse challenger incumbent newspaper bakery winery brewery "
    "charity agency authority regulator ministry government institute restaurateur wholesaler packager bottler assembler processor "
    "biotech fintech neobank medtech insurtech foodtech telecoms "
    "smelter caterer courier hotelier wholesaler shipowner"
)
"""Common nouns that describe a company ("the chipmaker", "Acme, a retailer")."""

GENERIC = _words(
    "company firm group giant business corporation enterprise organisation organization outfit player house shop concern titan behemoth heavyweight powerhouse conglomerate start-up startup"
)
"""Those of them that fit any company."""

TITLES = _words(
    "cllr cllrs councillor councillors smt shri maître doña señor herr frau mme ceo cfo cto coo cio chairman chairwoman chair chairperson president founder co-founder cofounder executive chief head director manager "
    "spokesman spokeswoman spokesperson analyst strategist economist minister secretary governor senator mayor commissioner officer partner "
    "treasurer counsel lawyer attorney professor scientist engineer vice-president vp mr mr. mrs mrs. ms ms. dr dr. sir lord dame boss "
    "editor reporter writer author columnist journalist banker trader owner billionaire entrepreneur investor inventor chieftain "
    "king queen prince sheikh pope captain leader representative developer king's researcher consultant veteran"
)
"""Words for what a person is, in apposition to the name or in front of it."""

GIVEN_NAMES = _words(
    "aaron abdul adam adrian ahmed aisha alan albert alejandro alex alexander alexandra alexis ali alice alicia amanda amy ana andrea andreas andrew "
    "andy angela anil anita ann anna anne anthony antoine antonio arjun arnaud arthur arun ashley astrid barbara beatrice ben benjamin bernard bill bjorn bob "
    "brad brandon brett brian bruce bruno camille carl carla carlos carol caroline catherine cecilia charles charlie charlotte chris christian "
    "christina christine christoph christopher claire clara claudia claus colin craig cristiano cynthia damien daniel daniela dan dave david dean deborah "
    "deepak denis dennis derek diana diego dieter dirk dmitry dominic don donald donna doug douglas duncan dylan eddy edward eduardo elena eleanor elias elisabeth elizabeth "
    "ellen elon emil emily emma emmanuel eric erica erik esther ethan eva evan fabian fatima federico felix fernando fiona florian frances francesca "
    "francesco francis francois frank franz fred frederic gabriel gary gavin geoff george gerald giovanni giulia glenn gordon grace graham greg gregory guillaume "
    "gunnar gustav guy hannah hans harold harry heather hector heidi helen helena henri henrik henry herbert hugo ian ida igor ines ingrid isaac isabel isabelle "
    "ivan jack jackie jacob jacques james jamie jan jane janet jason javier jean jeff jeffrey jennifer jens jensen jeremy jerome jessica jill jim "
    "joachim joan joanna joe joel johan johanna john jon jonas jonathan jorge jose joseph joshua juan judith julia julian julie jun jürgen justin kai karen karl kate "
    "katherine katie keith kelly ken kenji kenneth kevin kim kiran klaus kristina kurt kyle lars laura lauren laurent lawrence lee leo leon leonard lena leslie "
    "liam lin linda lisa lip-bu lorenzo louis louise luca lucas lucia lucy luis luke lukas lydia magnus manuel marc marcel marco marcus margaret marguerite maria marie mario marion "
    "mark markus martin martina mary masayoshi mathias matt matteo matthew maurice max maya mei melissa michael michel michelle miguel mike mikael milan mira miriam mohamed "
    "mohammed monica morris muhammad mukesh nadia nancy naomi natalia natalie nathan neil nicholas nick nicola nicolas nicole nigel nikolai nils nina noah nora norman olaf ole oliver olivia "
    "omar oscar otto pablo pascal patricia patrick paul paula pedro peter petra philip philippe phil pierre priya rachel rafael rahul raj rajesh ralph ray raymond rebecca "
    "renata rene ricardo richard rick rita rob robert roberto robin roger roland roman ron ronald rosa ross roy rupert russell ruth ryan samantha sam samuel sandra "
    "sanjay sara sarah satya scott sean sebastian sergei sergey sergio shantanu sharon shawn simon simone sofia solveig sonia sophia sophie stefan stefano stella stephan stephanie stephen "
    "steve steven stuart sundar sunil susan suzanne sven sylvia takeshi tanja tanya ted teresa terry theo theresa thierry thomas tim timothy tina tobias todd tom tomas tony tracy "
    "ursula valerie vanessa vera veronica victor victoria vijay vikram vincent virginia vivek vladimir walter wayne wendy werner will william wolfgang xavier "
    "adele agnes agnieszka akira aleksandra alessandro alina amir amit anders andrzej annika anton arne asha astrid aurelie axel bartosz beata bianca birgit bjarne boris carmen "
    "chiara chloe cyril dagmar damian darius dimitri dorota ebba edoardo elif elin elsa enrique esra fatou filip finn fredrik friedrich gerard gianni giorgio gonzalo grzegorz hakan halima hamza "
    "hanna heike henning hiroshi ingo irina jakob jakub jana janusz jaroslav jens jiri joao johannes jolanta jonna jordi josef jure kaja kamila karin karolina katarzyna kirsten kofi konrad krystyna krzysztof "
    "kwame lea leila leonor lorena lotte luigi maciej magda magdalena malgorzata malte mads mareike mariana marianne marta mateusz mathilde matias mehmet mette michal mihai milos mohit monika morten murat nadja nele "
    "nikhil nikos noor oksana olga olena orsolya oskar otto paolo pavel pawel piotr priyanka ragnar raluca ravi reza rikke rohan rui ruslan sabine salma sanna satoshi sibel sigrid silke silvia sofie sonja sunita susanne svein "
    "tariq tatiana teemu thabo thomas tiago tomasz torsten tove tuomas ulrich ulrike uwe valentina veronika vikas viktor wanjiru wei wojciech xiao yan yasin yusuf zeynep zofia "
    "yasmin yuki yves yvonne zara zoe"
)

LIKE_PEOPLE = _words(
    "albert_heijn andrew_peller arthur_andersen ben_&_jerry's booz_allen calvin_klein carl_zeiss charles_heidsieck charles_river charles_schwab christian_dior "
    "daniel_wellington edward_jones eli_lilly elizabeth_arden ernst_&_young fisher_&_paykel frank's_international george_weston giorgio_armani hugo_boss "
    "jack_daniel's jack_henry jack_wolfskin james_hardie jeronimo_martins jerónimo_martins jim_beam john_deere john_hancock john_laing john_lewis john_wiley johnson_matthey "
    "karl_lagerfeld karl_storz kate_spade kurt_geiger laura_ashley louis_dreyfus louis_vuitton marc_jacobs martin_marietta max_mara merrill_lynch michael_kors "
    "michael_page morgan_stanley norman_foster oliver_wyman oscar_mayer paul_smith paul_weiss peter_kiewit philip_morris piper_sandler ralph_lauren raymond_james "
    "robert_bosch robert_half robert_walters simon_property ted_baker thomas_cook tim_hortons tommy_hilfiger walt_disney wells_fargo william_blair william_grant william_hill"
)
"""Companies that bear a person's name."""

DEMONYMS: dict[str, str] = dict(
    pair.split("=")
    for pair in (
        "american=United_States u.s.=United_States us=United_States californian=United_States texan=United_States british=United_Kingdom "
        "english=United_Kingdom scottish=United_Kingdom welsh=United_Kingdom uk=United_Kingdom u.k.=United_Kingdom irish=Ireland french=France german=Germany dutch=Netherlands "
        "belgian=Belgium swiss=Switzerland austrian=Austria italian=Italy spanish=Spain portuguese=Portugal swedish=Sweden norwegian=Norway danish=Denmark "
        "finnish=Finland icelandic=Iceland polish=Poland czech=Czechia hungarian=Hungary romanian=Romania greek=Greece turkish=Turkey ukrainian=Ukraine "
        "russian=Russia israeli=Israel saudi=Saudi_Arabia emirati=United_Arab_Emirates qatari=Qatar kuwaiti=Kuwait egyptian=Egypt kenyan=Kenya nigerian=Nigeria "
        "indian=India pakistani=Pakistan chinese=China taiwanese=Taiwan japanese=Japan korean=South_Korea vietnamese=Vietnam thai=Thailand "
        "malaysian=Malaysia singaporean=Singapore indonesian=Indonesia philippine=Philippines australian=Australia canadian=Canada mexican=Mexico "
        "brazilian=Brazil argentine=Argentina chilean=Chile colombian=Colombia peruvian=Peru estonian=Estonia latvian=Latvia lithuanian=Lithuania luxembourgish=Luxembourg "
        "croatian=Croatia serbian=Serbia bulgarian=Bulgaria slovenian=Slovenia slovak=Slovakia zambian=Zambia liberian=Liberia ghanaian=Ghana "
        "moroccan=Morocco tunisian=Tunisia algerian=Algeria ethiopian=Ethiopia tanzanian=Tanzania ugandan=Uganda namibian=Namibia angolan=Angola "
        "european=Europe asian=Asia african=Africa nordic=Nordic scandinavian=Nordic"
    ).split()
)
"""Adjectives of origin to the country, with ``_`` for a space."""

PLACES = _words(
    "africa america americas antarctica arctic asia australasia europe oceania scandinavia balkans baltics argentina armenia australia austria azerbaijan bahrain bangladesh belarus "
    "belgium bolivia brazil britain bulgaria cambodia canada chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england "
    "estonia ethiopia finland france georgia germany ghana greece guatemala hungary iceland india indonesia iran iraq ireland israel italy jamaica japan "
    "jordan kazakhstan kenya korea kuwait laos latvia lebanon liberia libya lithuania luxembourg malaysia malta mexico moldova monaco mongolia morocco mozambique "
    "myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania russia "
    "rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia "
    "turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe uk u.k. us u.s. usa u.s.a. uae eu "
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana "
    "maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah "
    "vermont virginia wisconsin wyoming ontario quebec alberta manitoba saskatchewan bavaria saxony catalonia andalusia flanders wallonia lombardy tuscany "
    "normandy brittany yorkshire cornwall queensland tasmania victoria gujarat maharashtra karnataka kerala punjab "
    "abuja accra adelaide ahmedabad amsterdam ankara antwerp athens atlanta auckland austin baltimore bangalore bangkok barcelona basel beijing beirut "
    "belfast bengaluru bergen berlin bern birmingham bogota bologna bordeaux boston bratislava bremen brisbane bristol brussels bucharest budapest burbank "
    "cairo calgary cambridge cardiff casablanca chennai chicago cincinnati cleveland cologne copenhagen dallas delhi denver detroit dhaka doha dortmund dresden dubai "
    "dublin dusseldorf edinburgh eindhoven essen florence frankfurt gdansk geneva genoa ghent glasgow gothenburg groningen guangzhou hamburg hangzhou hannover hanoi "
    "helsinki houston hyderabad istanbul jakarta jeddah jerusalem johannesburg karachi kiev kigali krakow kyiv kyoto lagos lausanne leeds leipzig lille lima linz lisbon "
    "liverpool ljubljana london lyon madrid malmo manchester manila marseille melbourne miami milan milwaukee minneapolis minsk montreal moscow mumbai munich "
    "nairobi nanjing nantes naples nashville omaha osaka oslo ottawa oulu paris perth philadelphia phoenix pittsburgh portland porto prague pune rabat reykjavik riga "
    "riyadh rome rotterdam sacramento salzburg santiago sapporo seattle seoul seville shanghai sheffield shenzhen sofia stavanger stockholm strasbourg stuttgart sydney taipei "
    "tallinn tampa tampere tashkent tehran tokyo toronto toulouse trieste trondheim tromso tunis turin utrecht valencia vancouver venice vienna vilnius warsaw washington wroclaw wuhan "
    "xiamen yokohama zagreb zaragoza brooklyn manhattan hollywood bodo skelleftea vasteras heide"
)
PLACES_OF_TWO = _words(
    "united_states united_kingdom south_korea north_korea saudi_arabia new_zealand south_africa hong_kong new_york new_jersey new_mexico new_hampshire new_delhi new_orleans "
    "los_angeles san_francisco san_jose san_diego las_vegas santa_clara palo_alto mountain_view menlo_park silicon_valley north_carolina south_carolina north_dakota south_dakota west_virginia "
    "rhode_island costa_rica el_salvador sri_lanka puerto_rico abu_dhabi tel_aviv ho_chi kuala_lumpur buenos_aires sao_paulo rio_de mexico_city cape_town salt_lake st_louis "
    "kansas_city fort_worth san_antonio wall_street white_house middle_east latin_america north_america south_america southeast_asia northern_ireland united_arab "
    "british_columbia nova_scotia new_south western_australia den_haag the_hague north_sea south_china gulf_of bay_area united_nations european_union european_commission"
)

NOT_NAMES = _words(
    "i ai a.i. llm llms gpu gpus cpu cpus tpu tpus npu asic dram nand hbm ssd usb iot 3d 4g 5g 6g gw mw kw gwh mwh kwh lng ppa ppas "
    "ceo cfo cto coo cio ipo ipos m&a esg etf r&d q&a q1 q2 q3 q4 h1 h2 fy fy2025 fy2026 gdp vat api apis faq tvs ev evs suv suvs "
    "oem oems saas paas iaas b2b ok mr mr. mrs mrs. ms ms. dr dr. jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec. "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun sunday christmas easter ramadan eur usd gbp jpy chf sek nok dkk krw inr rmb cny cad aud sgd hkd twd "
    "nasdaq nyse dax ftse s&p dow english french german chinese japanese spanish god bitcoin ethereum "
    "phd mba cet gmt utc est pst a.m. p.m. no. vs. vs etc. id url pdf html covid covid-19 brexit"
)
"""Capitalised words that are part of no name."""

NOT_ALONE = _words(
    "ar vr it ip hr pr pc tv web internet earth moon correction update editor note photo photograph photographs image images picture source header illustration "
    "reporting about contact press contract term counterparty demand supply money channel guidance outlook labels label news numbers number score terms "
    "series round phase stage chapter section opec nato un imf fda sec ftc doj eu uk us u.s. u.k. congress parliament senate house state washington "
    "downing brussels table figure summary highlights background overview price prices company companies deal deals street city north south east west "
    "swedes germans americans chinese koreans brits europeans russians canadians danes finns norwegians poles swiss dutch french big_tech wall_street "
    "today yesterday tomorrow tonight headlines errata corrections sourced commenting asking thanks merger_monday silicon_valley white_house"
)
"""Capitalised words, and whole names with ``_``, that name no party unless they stand within a longer name."""

COMPANY_VERBS = _words(
    "acquire agree buy sell supply order lease rent license disclose announce sign invest launch operate own build manufacture make produce "
    "deliver provide hire commission appoint purchase secure raise partner merge file cancel terminate pay fund finance lend borrow "
    "take charter drop move switch seal book lead join extend renew expand pick choose select back snap eye mull weigh court bid beat host "
    "use run deploy adopt rely depend compete expand ship award win land outsource contract hold distribute unveil"
)
POSSESSED = _words(
    "acquisition board boss business campus ceo chairman chief client cloud competitor contract customer deal division earnings equipment executive "
    "factory fleet founder fab foundry investor lender management market network office order parent plant platform product profit revenue rival "
    "sale service share shareholder shares site software spokesman spokesperson spokeswoman staff stake stock store subsidiary subscriber supplier system technology turbine "
    "unit user value warehouse workforce worker chip chips server data accelerator portfolio"
)
BEFORE_COMPANY = _words("with from by to at for of into on against between via alongside among")

TRADES: dict[str, frozenset[str]] = {
    "chips": _words(
        "chip chips chipmaker semiconductor semiconductors processor processors graphics foundry memory gpu gpus silicon microelectronics microchip"
    ),
    "cloud": _words("cloud neocloud hosting hyperscaler hyperscale computing compute gpu-cloud"),
    "telecom": _words(
        "carrier telecom telco telecoms mobile phone wireless network networking operator subscribers broadband fibre fiber cellular"
    ),
    "software": _words("software app apps saas database enterprise-software application payroll programming"),
    "ai": _words("ai a.i. artificial artificial-intelligence model models chatbot chatbots lab llm"),
    "internet": _words("social search internet online web browser advertising"),
    "cars": _words(
        "car cars carmaker automaker auto automotive vehicle vehicles truck trucks truckmaker motor motors ev electric-car"
    ),
    "banking": _words("bank banca banco banque sparebank kreditbank banking lender bancorp banque savings"),
    "energy": _words(
        "energy utility power electric electricity wind solar nuclear reactor reactors hydro hydropower grid generation"
    ),
    "oil": _words("oil petroleum gas refiner petrochemical"),
    "mining": _words("miner mining bitcoin metals copper lithium"),
    "investing": _words(
        "fund investor investors equity private-equity capital buyout investment investments venture asset pension ventures sovereign"
    ),
    "retail": _words(
        "retail retailer supermarket grocer e-commerce ecommerce shopping marketplace store stores shop"
    ),
    "media": _words("media publisher newspaper news broadcaster streaming film magazine"),
    "film": _words("studio studios pictures film animation entertainment"),
    "music": _words("music label record records recording"),
    "insurance": _words("insurer insurance mutual reinsurer"),
    "space": _words("satellite satellites space rocket aerospace launch"),
    "aviation": _words("airline airlines airways aircraft plane planemaker aviation jet"),
    "drugs": _words(
        "drug drugs drugmaker pharma pharmaceutical pharmaceuticals biotech vaccine medicine therapeutics biologics"
    ),
    "property": _words(
        "landlord developer property real-estate estate data-centre data-center datacenter centre colocation campus"
    ),
    "health": _words("hospital hospitals health healthcare clinic clinics"),
    "batteries": _words("battery batteries cell cells"),
    "hardware": _words(
        "server servers hardware computer computers laptop pc notebook devices electronics iphone smartphone handset"
    ),
    "shipping": _words(
        "shipping shipper container shipowner freight logistics courier parcel railway rail haulage"
    ),
    "steel": _words("steel steelmaker aluminium aluminum smelter"),
    "food": _words("food foods brewer beverage beverages dairy bakery snack chocolate grower farm"),
    "ships": _words("shipbuilder shipyard yard shipbuilding"),
    "education": _words("university college school"),
    "robots": _words("robot robots robotics automation"),
    "payments": _words("payment payments fintech card cards"),
}
"""What a word says about a company's trade."""

BRANDS: dict[str, str] = dict(
    pair.split("=")
    for pair in (
        "chatgpt=OpenAI gpt-4=OpenAI gpt-5=OpenAI sora=OpenAI codex=OpenAI claude=Anthropic gemini=Google android=Google youtube=Google chrome=Google waymo=Alphabet "
        "deepmind=Google pixel=Google siri=Apple iphone=Apple ipad=Apple safari=Apple ios=Apple macos=Apple icloud=Apple windows=Microsoft xbox=Microsoft copilot=Microsoft github=Microsoft "
        "linkedin=Microsoft bing=Microsoft teams=Microsoft alexa=Amazon kindle=Amazon instagram=Meta whatsapp=Meta llama=Meta grok=xAI starlink=SpaceX "
        "starship=SpaceX falcon=SpaceX galaxy=Samsung exynos=Samsung qwen=Alibaba taobao=Alibaba tiktok=ByteDance wechat=Tencent ernie=Baidu cuda=Nvidia blackwell=Nvidia hopper=Nvidia "
        "geforce=Nvidia xeon=Intel ryzen=AMD epyc=AMD instinct=AMD snapdragon=Qualcomm playstation=Sony jeep=Stellantis tylenol=Kenvue thinkpad=Lenovo azure=Microsoft aws=Amazon le-chat=Mistral_AI "
        "bard=Google tpu=Google trainium=Amazon facebook=Meta snowdrop=Ubisoft f-150=Ford autopilot=Tesla cybertruck=Tesla ozempic=Novo_Nordisk wegovy=Novo_Nordisk keytruda=Merck "
        "photoshop=Adobe walkman=Sony pringles=Kellanova"
    ).split()
)
"""Products and brands, lower-case, to the company whose they are, with ``_`` for a space."""

LEADERS: dict[str, str] = dict(
    pair.split("=")
    for pair in (
        "elon_musk=Tesla tim_cook=Apple eddy_cue=Apple satya_nadella=Microsoft sundar_pichai=Google mark_zuckerberg=Meta jensen_huang=Nvidia lisa_su=AMD sam_altman=OpenAI dario_amodei=Anthropic "
        "jeff_bezos=Amazon andy_jassy=Amazon larry_ellison=Oracle masayoshi_son=SoftBank arthur_mensch=Mistral_AI daniel_ek=Spotify reed_hastings=Netflix joe_tsai=Alibaba "
        "jack_ma=Alibaba marc_benioff=Salesforce michael_dell=Dell pat_gelsinger=Intel lip-bu_tan=Intel warren_buffett=Berkshire_Hathaway"
    ).split()
)
"""Well-known leaders, lower-case, to the company that is told by their name ("Jeff Bezos's old shop")."""
