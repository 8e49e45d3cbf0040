/** What a word of an opening-hours text does there. */
export type WordMeaning =
  | 'day0'
  | 'day1'
  | 'day2'
  | 'day3'
  | 'day4'
  | 'day5'
  | 'day6'
  | 'everyDay'
  | 'everyDayAndHolidays'
  | 'workingDays'
  | 'weekend'
  | 'daysOff'
  | 'holidays'
  | 'otherDays'
  | 'closed'
  | 'byAppointment'
  | 'except'
  | 'exceptBefore'
  | 'break'
  | 'allDay'
  | 'to'
  | 'po'
  | 'until'
  | 'from'
  | 'toward'
  | 'and'
  | 'with'
  | 'among'
  | 'morning'
  | 'afternoon'
  | 'evening'
  | 'night'
  | 'inTheMorning'
  | 'atNoon'
  | 'inTheEvening'
  | 'atNight'
  | 'noon'
  | 'midnight'
  | 'place'
  | 'nothing';

/**
 * Phrases by what they mean, parted by `|`. A star stands for any ending of Russian, Kazakh or English. Kazakh is written
 * as people type it without its own letters; `ё` is `е`. The longest phrase wins.
 */
export const phrases: Readonly<Record<WordMeaning, string>> = {
  day0: 'понедельник*|понедельн|понед|пон|пнд|пн|дуйсенби*|дуйсемби*|дуйс|дуй|дс|monday*|mon|mo|m|duisenbi|pn',
  day1: 'вторник*|вторн|втор|втр|вт|сейсенби*|сейсемби*|сейс|сей|сс|tuesday*|tues|tue|tu|seisenbi|vt',
  day2: 'сред*|срд|ср|сарсенби*|серсенби*|сарсемби*|сарс|сар|wednesday*|weds|wed|we|w|sarsenbi|sr',
  day3: 'четверг*|четв|чет|чтв|чт|бейсенби*|бейсемби*|бейс|бей|бс|thursday*|thurs|thur|thu|th|beisenbi|cht',
  day4: 'пятниц*|пятн|пят|птн|птц|пт|жума*|жум|жм|friday*|fri|fr|f|juma|zhuma|pt',
  day5: 'суббот*|субб|суб|сбт|сб|сенби*|семби*|сенб|сен|saturday*|satur|sat|sa|senbi|sb',
  day6: 'воскресен*|воскресени*|воскр|воск|вос|вск|вс|жексенби*|жексемби*|жекс|жек|жс|sunday*|sun|su|jeksenbi|zheksenbi|vs',
  everyDay:
    'ежедневн*|ежедн|ежед|еж дн|кажд* день|все дни|все дни недели|все 7 дней|все семь дней|вс* недел*|7 дней в неделю|семь дней в неделю|7 дней|изо дня в день|' +
    'без выходн*|без выходн* дней|без выходн* и перерыв*|без выходн* и обед*|без выходн* и без перерыв*|без выходн* и без обед*|' +
    'без перерыв* и выходн*|без обед* и выходн*|без перерыв* и без выходн*|без обед* и без выходн*|без перерыв* на обед и выходн*|' +
    'кун сайын*|кунделикти|кундели|ар кун*|барлык кун*|апта бойы|бутин апта|аптасына 7 кун|аптанын 7 куни|аптанын барлык кун*|7 кун|' +
    'демалыссыз|демалыссыз жане узилиссиз|узилиссиз жане демалыссыз|демалыс кунсиз|демалыс кундерсиз|демалыс кундерисиз|демалыс кундеринсиз|демалыс куни жок|' +
    'daily|nightly|every night|every day|everyday|each day|all days|all week|all the week|every day of the week|all days of the week|7 days|7 days a week|7 days per week|' +
    'seven days a week|seven days|no days off|without days off|no day off|every single day|all week long|the whole week',
  everyDayAndHolidays:
    'без выходн* и праздник*|без праздник* и выходн*|без перерыв* выходн* и праздник*|кажд* день и в праздник*|демалыссыз жане мерекесиз',
  workingDays:
    'будн*|будн* дн*|будн* день|рабоч* дн*|жумыс кун*|жумыс кундери|weekday*|workday*|working days|business days|week days|week day|work days',
  weekend:
    'выходным|выходных|выходным дням|апта сон*|аптанын сон*|weekend*|week end|week ends|the weekend',
  daysOff: 'выходные|выходные дни|выходных дней|выходных днях|демалыс кун*',
  holidays:
    'праздник*|праздничн* дн*|праздничн* день|праздничн*|госпраздник*|государственн* праздник*|мереке*|мереке кун*|мерекелик кун*|' +
    'мейрам кун*|public holiday*|ph|holiday*|bank holiday*|national holiday*',
  otherDays:
    'остальн* дн*|остальн*|остальн* время|все остальн* дн*|все остальн*|проч* дн*|друг* дн*|калган кун*|калган*|баска кун*|озге кун*|калган уакыт*|баска уакыт*|' +
    'other days|all other days|on other days|the other days|rest of the week|the rest of the week|the rest|remaining days|all the other days|' +
    'otherwise|any other day|other times|at other times',
  closed:
    'выходной|выходн* день|вых|вых день|закрыт*|мы закрыт*|не работаем|не работает|не работают|не работаю|не принимаем|не открыт*|нерабоч*|' +
    'нерабоч* день|нерабоч* дн*|отдых|отдыхаем|санитарн* день|сан день|демалыс|демаламыз|демалады|жабык*|жумыс истемейди|жумыс истемеймиз|' +
    'жумыс жок|истемейди|истемеймиз|ашык емес|санитарлык кун*|closed|we are closed|off|day off|days off|not open|not working|shut',
  byAppointment:
    'по записи|только по записи|по предварительн* записи|по предварительн* звонку|по предварительн* договоренности|предварительн* запись|по договоренности|' +
    'по согласованию|по звонку|по запросу|жазылу бойынша|тек жазылу бойынша|алдын ала жазылу бойынша|алдын ала жазылу|алдын ала келису бойынша|келисим бойынша|' +
    'жазба бойынша|алдын ала жазба бойынша|by appointment|by appointment only|only by appointment|appointment only|by prior appointment|by arrangement|on request|by request',
  except:
    'кроме|исключая|за исключением|except|except for|except on|excluding|apart from|but|but not|but not on|but for',
  exceptBefore:
    'баска|баска кун* сайын|баска барлык кун*|баска кунделикти|коспаганда|тыс|есептемегенде|санамаганда',
  break:
    'обед*|обеденн* перерыв*|техперерыв*|тех перерыв*|перерыв*|перерыв* на обед|техническ* перерыв*|обеденн* время|закрыт* на обед|закрыт* на перерыв|узилис*|туски узилис*|туски ас*|' +
    'туски аска узилис*|туски ас узилис*|туски ас уакыт*|туски аска жабык|lunch|lunch break|lunchtime|lunch time|lunch hour|break|breaks|break for lunch|closed for lunch|' +
    'closed for lunch break|closed for a lunch break',
  allDay:
    'круглосуточн*|круглые сутки|24 часа|24 часа в сутки|24 часа в день|24 ч|24ч|24 час|целые сутки|всегда открыт*|таулик бойы|тауликтин 24 сагаты|' +
    'таулигине 24 сагат|24 сагат|24 сагат бойы|кунине 24 сагат|кун тун|куни туни|аркашан ашык|ардайым ашык|round the clock|around the clock|24 hours|24 hours a day|24 hours per day|' +
    '24 hour|24 hrs|24 h|always open|day and night|open always|all day and night|all day and all night',
  to: 'до|to|till|til|until|thru|through|up to|по до',
  po: 'по',
  until: 'дейин|шейин',
  from: 'дан|ден|тан|тен|нан|нен',
  toward: 'га|ге|ка|ке',
  and: 'и|and|жане|а также|также|плюс|as well as|also',
  with: 'мен|бен|пен',
  among: 'аралыг*|арасында|аралык*',
  morning: 'am|утра|утром|in the morning',
  afternoon: 'pm|дня|in the afternoon|пополудни',
  evening: 'вечера|вечером|in the evening',
  night: 'ночи|at night|in the night',
  inTheMorning: 'тангы|танертен|тангы сагат|танертенги|танертенги сагат',
  atNoon: 'туски|кундизги|туски сагат|кундизги сагат',
  inTheEvening: 'кешки|кешкисин|кешки сагат',
  atNight: 'тунги|тунги сагат',
  noon: 'полдень|полдня|полудня|noon|midday|12 noon|тал тус*',
  midnight: 'полночь|полуночи|полночи|midnight|12 midnight|тун ортасы*|тун жарымы*|тун жарты*',
  place:
    'магазин*|клуб*|ночн* клуб*|парикмахерск*|барбершоп*|аптек*|мастерск*|сервис|автосервис*|автомойк*|мойк*|школ*|центр*|салон*|салон красоты|офис*|кафе|клиника|студия|центр|ресторан|ателье|дукен|кенсе|асхана|дарихана|клуб|мектеп|орталык|shop|store|salon|office|cafe|clinic|studio|restaurant|bar|club|night club|nightclub|pharmacy|barbershop|workshop|school',
  nothing:
    'тех|без обед*|без обеденн* перерыв*|без перерыв*|без перерыв* на обед|обеда нет|перерыва нет|нет обеда|нет перерыв*|без обед* и перерыв*|без перерыв* и обед*|без обед* и без перерыв*|узилиссиз|туски узилиссиз|' +
    'туски ассыз|узилис жок|туски узилис жок|no lunch|no lunch break|no break|no breaks|without lunch|without a lunch break|without lunch break|without break*|without a break|' +
    'режим*|график*|расписан*|часы|время|работ*|рабоч* время|рабоч* часы|работаем|работает|работают|работаю|мы|наш*|наши|у нас|открыт*|прием*|прием клиентов|принимаем|принимает|' +
    'в|во|на|с|со|от|ч|час|часа|часов|часам|день|дни|дней|дням|недел*|кажд*|а|но|только|же|это|там|наш* режим|' +
    'жумыс|жумыс уакыт*|жумыс сагат*|уакыт*|кесте*|тартиб*|тартип|режими|график*|сагат*|истейди|истеймиз|истейт*|биз*|биздин|ашык|ашыкпыз|кабылдау*|кабылдаймыз|кабылдайды|кун*|бастап|тек|ал|' +
    'open|opened|opening|opens|hours|hour|hrs|hr|h|from|on|at|the|is|are|we are|we re|were open|we work|we open|we open at|our|working|work|works|business|trading|store hours|office hours|shop hours|' +
    'time|times|schedule|every|each|o clock|oclock|between|only|day|days|it is|we are open',
};
