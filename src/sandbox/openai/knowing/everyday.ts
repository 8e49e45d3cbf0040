/** Words of talk, of wishes, of any lesson or business, in Russian and Kazakh; `…` stands for any ending. Folded. */
const cyrillic = `
ага агам адам… админ… ажем аз ай айга айда айдын айелим айлык айтасыз… айткан айткандай айтсаныз…
айтыныз… айтып айына ак акем акша… ала алам аламын аласыз… алдагы алдын алло алмат… алса алсам алу
алуга алып алыс алыста анам апам апта аптада аптасына аркылы арнайы атам аула аулага аулада аякта…
ба бабушк… бар барады барам баратын бари барине бариши барлыгы барлыгын барлыгына барлык барма
барсам баруга барып баска баста… баяу бе без бере… бериниз… берип берсендер берсениздер берсеныз
беру берут бес бесполезно биз бизге бизде бизден билгим биле билейин билмек… билсем билу бир бирак
бирге бирден битеди битирген битти благодарю благодаря ближ… близко бола болад болады болам болама
боламын болатын болатындай болган более болмай болмас болса болсын болу болып больш… бонус… брать
бросить будет буду будут будь будьте бул бурын бурынгы бы бывает бывают был была были было быстрее
быстро быть бюджет… вам вами вариант… вас ваш… вверх вдруг ведет ведете веду ведут вел вернете
верно вести весь вечер взял взять вид вида виде… видимо видов включ… вместе вместо вниз внутри
возле возмож… возьмете возьмут вокруг вообще вопрос… вот времен… время вроде все всегда всего всем
всех встреч… втор… вход… вы выбираю выбрать выдавать выдает выдаете выдается выдаст выдают выуч…
выше гана где говор… год года годик… гой город… готов… груп… да давно дает даете даж даже дай
дайте далеко данн… даст дата дату даты дать дают два две двое двор двора дворе де деген дегендей
дегени дедушк… дей… дела делает делаете делать дело денег день деньги деп десять детал… дистанц…
для дней дни дня днях до доброго доброе добры добрый дом дома доме домой домом доп дополнит…
достым доход… друг друга другие другой другом другую друзья думаем думаю дядя его ее ей екен
екенин екенсиз… екеуи екеумиз еки екинши екиншимизге ему ен ерте если есть естьли етеди етем
етесиз… ету етуге еще жазып жай жаксы жаксылап жакында жалко жалпы жане жарайды жартылай жас
жасайды жасайсыз… жасалады жасар жасау жаска жаста жауап… ждать жду же жена жер… жибериниз… жив
живем живой живу жок жокпа жолдасым журеди журем журип журу жыл жылга жылда жылдан жылдары жылы за
забыл забыла забыли завтра завтрашн… закаж… заказ… закон… занима… занят… запис… запиш… заранее
затем зачем здани… здесь здравствуйте здрасте здрасьте знаете знаком… знать знаю зовется иа идет
идти иду идут из извините изуч… или имеете имеется именно иметь имею имеются ими иним иногда
интерес… инф инфа инфо информац… исполни… исте… итог… их ия кабинет… кабылда… кажд… кажет кажетпе
кажется кай кайдан кайсы кайсысы кайсысын кайсысына кайырлы как какая какие каким какими каких
какого какое какой каком какому какую кала… калган калдырып калса калсам кандай кандайда канша
каншага карындасым касательно кашанга кейин кейинги келе келем келемин келеси келетин келип келсем
келу келуге кем керек керекп… керексе керекти кеш кешик… ким кимге киред… кирем киру киси… киши
киын клиент… ко кого кое койса кол… ком конец конечно конкретн… контакт… конца коп косе коседе
косеси косыл… косымша которое которой которую которые который кошеде кою коюга коя коямын коятын
крайний крайняя красив… кратко кроме кстати кто куда куйеуим кун кундери куни куны курс… кызык…
кыска ладно легко лет летн… ли либо лишь лучше любезны люд… ма маган максим… маленьк… мало мама
маме маму мамы маселе… мать ме медленно между мектеп… мен менде менеджер… менее менин меньше меня
места место месяц… минимальн… миниму… минут… мне много мной мог могла могу могут мое моей моему
мож можем может можете можна можно можт мой момент… мою моя муж мумкин мумкиндик… мунда мундай мы
мында на набира… наверн… над надо надобы называется называться наибольш… нам нами наоборот напис…
напишите направлен… напротив народ… нас насчет находитесь начал… начат… начина… начн… наш… не неа
неге недавно недалеко неде недел… ней некоторые немесе немного неси нет неше нешеси нешесине
нешинши ни нибудь ниже никак никогда никто ним них ничего новая новичок новую новые новый новых
нормальн… ну нужен нужна нужно нужны нынешн… нюанс… об оба обе обеих обоих образ… обратно обращат…
обуч… общая общее общий объясните обычно обязат… оган одан один одн… оз озим озимнин озиниз… ой
ойла… ок окей окиды окимыз окимын окитын около окончан… оку окуга окуды окушы… окуы окып окыса
окысам окысын окытады окытасы… окыту ол он онай онда ондай оны онын оператор… опред… орын… освоб…
освоить остав… остат… осы осыган осыдан осымен осында осындай осынын от ответьте отдельн… отед
отеди отетин отец отинем отиниш отип откизе… откуда отличн… отмен… отмет… относительно отправьте
оформ… оч очень па папа папе папу пе перв… переговор… перед передум… переезжа… переех… переписк…
период… пешком пж пжл пжлст пишите плат… плач… плиз плохо по повыс… поговор… под подать подготов…
подобрать подойдет подойти подробн… подруг… подскажите подтян… подумаю подходит подъехать
пожалуйста пожалуста поздно позже пойдет пойду пойти пока полная полностью полный полож… получ…
помимо помог… помощ… понял поняла понятно понять попасть порекомендуете порядк… после посмотр…
посоветуете посоветуйте постоянн… потом почему правда правильно предлага… предмет… предостав…
предупред… предыдущ… прекрат… при привет приветик придти приду приезж… приех… прийти пример…
принести принима… приносить приходить прихожу причин… пришлите приятно про провод… програм…
продаете продаешь продажа продвинут… продолж… проис… простите просто против проход… процент…
прошл… прошу прямо пятеро пять работ… ради раз раза разные разный разных разу ранние рано раньше
расскажи расскажите рахмед рахмет реально ребят… регистр… ресепш… рецепшн… решил решили решить
решу родител… руб… рядом сабагы сабагын сабак… саган сагат… салам салем сам сама сами самому
свобод… свое… свои свой своя связаться связи сдава… сдать сдач… сделать себе себеби себя сегодня
сегодняшн… сейчас сендер сендерде сендердин серьезн… сестре сзади сиз сизге сизде сизден сиздер
сиздерге сиздерд… сиздин синлим ситуац… скажи скажите сказал… сказать скинь скиньте скок скока
сколка скольки сколько скоро слева следующ… сложно случае случаи случай слышал… смотр… смысл…
снаружи сначала со собир… соган согласно содан сол сонда сондай сондыктан сонымен сонын сорри
сосын сотруднич… спасибо спасибочки спереди способ… справа спс сразу среди средн… срок сроки
срочно стал стала старый стать сто… стран… страшно сумм… сура… сюда та тагы тагысын так такая
также такие такой там тан тг те тегис тез тезарада тезирек тек текущ… тем теми тенге… тетя тех
тилге тилдер тилдерди тилдери тилди тили тилин тилинен тип типа то тобы тобына того тоже тока
токтамай толык только том топ топка топта топтар топтарда топты топтын торт тот точно трет… три
трое троих трудно туда турады туралы турам турамын туратын турмын тусиник… тут ты тыс тысяч…
тяжело уакыт… уважаемые увид… углублен… удоб… уезжа… уже узак узнать уй уйде уйду уйимиз уйрен…
уйрет… уйти улица улице улицу улкен улучш… урок… услуг… успе… утра утро учат учатся учащ… учеб…
ученик… учил учили учим учимся учите учится учиться учусь уш ушеумиз ушин ушинши факт… формат…
хабар… хватает хватит хм ходил ходит ходить ходят хожу хорош… хотел хотела хотели хотелка хотелось
хотим хотя хотят хочет хочется хочу цели целиком цель центр… час… че чего чел человек… чем чему
через честно четверо четыре числа число числу чо что чтобы чуть школ… шыгады шыгар шыгу шыккан щас
ынгайлы ынгайсыз экеумиз эта эти этип этих это этого этой этом этому этот является язы…`;

/** The same in English. */
const latin = `
able about above accept accepted accepts across actual actually add added adding admin
administrator administrators advance after again age aged ages ago all allow allowed allows almaty
almost already also although always am amount an and another any anybody anyone anything applied
applies apply approximately are aren around as ask asking at aunt available away back bad
basically be because been before begin begins behind being below beside best better between big
bit book both bring brings brought building busy buy by can cancel cant case cases certain
certainly change changed changing check checked checks choose chooses city class classes close
combine combined come comes coming could count counted counts course courses curious currently dad
day days dear definitely detail details did didnt difference different difficult directly do does
doesn doesnt don done dont down during each earlier early easy either else empty end ends enrol
enroll especially evening every everybody everything exact exactly except exist existing exists
explain explained extra false far fast father find fine finish finished first five follow
following for forward four free friend friends from full further get gets getting give given gives
go goes going good got grandfather grandma grandmother grandpa great group groups guy guys had
happen happened happens hard has have having he hear heard held hello help her here hers hey hi
him his hold holds home hope hoping hour hours house how however husband id if im in include
included includes including info information inside instead interested into is isn isnt it its ive
join just keep keeps kept kind know lang language languages last late lately later learn learning
least leave left lesson lessons let lets like little live lives living ll long look looking lose
loses lost mainly make makes manager many maximum may maybe me mean means meant meet meets met
might mine minimum minute minutes miss mom moment money month monthly months more morning most
mostly mother move moved much mum my near nearby nearly need needs neither new next nice no nobody
not nothing notice now number numbers of off offer offers ok okay old on once one only onto option
options or order ordering other our out outside over own parent parents part pass passes people
per perhaps person persons pick picked place places plan planning please pls plz policies policy
possible possibly present probably provide put puts question quick quickly quit re reach read
ready really reason reasons recently reception receptionist register remaining rest right road
roughly rule rules run running runs same say school schools second see send sends sent separate
separately set sets she should show shows sign simple since situation slow slowly small so some
somebody someone something soon sort speak speaks start starting starts still stop street student
students studies study studying sure take taken takes taking talk talks taught teach teaches
teaching tell than thank thanks that thats the their theirs them then there theres these they
thing things think thinking this those though three thrice through thx till time times to today
together tomorrow tonight too total training trainings tried tries true try trying twice two type
under understand understood until up ur us use used uses using usually ve very wanna want wants
warn was way ways we week weekend weekly weeks what whats when where whether which while who whole
whom wife will wish with within without won wonder wondering wont work works worse worst would
write writes writing wrong wrote yeah year years yes yesterday yet yo you your yours`;

const all = `${cyrillic} ${latin}`.split(/\s+/).filter((word) => word !== '');
const whole: ReadonlySet<string> = new Set(all);
const beginnings = all.filter((word) => word.endsWith('…')).map((word) => word.slice(0, -1));

/** Whether a folded word names nothing that a text would have to tell. */
export function isEveryday(word: string): boolean {
  if (/^\d+$/.test(word) || word.length < 2 || whole.has(word)) return true;
  return beginnings.some((beginning) => word.startsWith(beginning));
}
