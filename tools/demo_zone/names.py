"""Synthetic Chinese names, citizen id numbers, cards and phones. Nobody here exists; the check digits are right."""

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙"
COMPOUND_SURNAMES = ["欧阳", "司马", "诸葛", "上官"]
GIVEN_MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞波斌宇浩凯健俊帆旭宏志国建文德永福贵顺林峰山海洋"
GIVEN_FEMALE = "芳娜敏静丽艳娟霞秀玲桂英兰凤洁梅琳雪荣爱妹香月莺媛红娥珍贞莉翠雅芝玉萍霜菊"
# Characters outside the basic plane and a middle dot, which real rosters hold and careless software breaks.
RARE_NAMES = ["𬱖𫍯", "阿依古丽·买买提", "王〇生", "李𣲗"]

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def person_name(random, sex):
    """A name of two to four characters; one in a thousand is a rare one."""
    if random.random() < 0.001:
        return random.choice(RARE_NAMES)
    surname = random.choice(COMPOUND_SURNAMES) if random.random() < 0.005 else random.choice(SURNAMES)
    given = GIVEN_MALE if sex == 1 else GIVEN_FEMALE
    return surname + "".join(random.choice(given) for _ in range(random.choice((1, 2, 2))))


def citizen_id(county, birth, sequence):
    """The 18-character number of GB 11643 for a sequence 0-999, odd for men."""
    body = f"{county}{birth:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS))
    return body + "10X98765432"[total % 11]


def bank_card(number):
    """A 19-digit card that passes the Luhn check, from the unassigned prefix 620000."""
    body = f"620000{number:012d}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def uscc(county, number):
    """A unified social credit code of GB 32100 with its inner organisation code of GB 11714."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"MA{number:06d}"
    inner_weights = (3, 7, 9, 10, 5, 8, 4, 2)
    inner = 11 - sum(int(c, 36) * w for c, w in zip(body, inner_weights)) % 11
    body = f"91{county}{body}" + {10: "X", 11: "0"}.get(inner, str(inner))
    total = sum(alphabet.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


class Numbers:
    """Hands out citizen id numbers, cards, phones and credit codes, each once."""

    def __init__(self, county="420625"):
        self.county = county
        self.sequences = {}
        self.count = 0

    def next_citizen_id(self, birth, sex):
        key = (birth, sex)
        sequence = self.sequences.get(key, 1 if sex == 1 else 2)
        self.sequences[key] = sequence + 2
        return citizen_id(self.county, birth, sequence)

    def next(self):
        self.count += 1
        return self.count

    def next_phone(self):
        # 199 with a middle block of zeros: no carrier has given these out.
        return f"1990000{self.next():04d}"[:11] if self.count < 9999 else f"1991{self.next():07d}"

    def next_card(self):
        return bank_card(self.next())

    def next_uscc(self):
        return uscc(self.county, self.next())
