import Base

/// Names of invented people: Han, of minorities, and from abroad, about as often as in a coastal city's workforce.
enum Names {
    static let surnames = Array("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤".map(String.init))
        + ["欧阳", "司马", "上官", "诸葛", "皇甫"]
    private static let male = Array("伟强磊洋勇军杰涛超明刚平辉鹏华飞波斌宇浩凯健俊帆峰晨志建国文博".map(String.init))
    private static let female = Array("芳娜敏静丽娟艳霞秀燕玲桂英兰红梅雪婷倩颖洁琳莉慧蓉怡欣妍月蕾".map(String.init))
    private static let minority: [(String, Bool)] = [
        ("阿依古丽·买买提", false), ("麦麦提·吐尔逊", true), ("卓玛央金", false), ("扎西次仁", true), ("巴特尔", true), ("乌云其木格", false),
        ("阿卜杜热合曼·艾山江", true), ("古丽娜尔·阿不都拉", false), ("斯琴高娃", false), ("丹增罗布", true),
    ]
    private static let foreign: [(String, Bool)] = [
        ("Anna Müller", false), ("John O'Brien", true), ("佐藤健一", true), ("김민수", true), ("Nguyễn Thị Hoa", false), ("María-José Núñez", false),
        ("Łukasz Wiśniewski", true), ("Émile Dupont", true),
    ]

    /// A name, and whether it is a resident's (with a citizen identity number).
    static func make(_ random: some RandomSource) -> (name: String, isMale: Bool, isResident: Bool) {
        switch random.below(100) {
        case 0..<4:
            let pick = minority[random.below(minority.count)]
            return (pick.0, pick.1, true)
        case 4..<6:
            let pick = foreign[random.below(foreign.count)]
            return (pick.0, pick.1, false)
        default:
            let isMale = random.below(2) == 0
            let given = isMale ? male : female
            var name = surnames[random.below(surnames.count)] + given[random.below(given.count)]
            if random.below(10) < 7 { name += given[random.below(given.count)] }
            return (name, isMale, true)
        }
    }
}
