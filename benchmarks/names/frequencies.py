"""Make reference/names/frequencies.txt: how many bits a word used as a name tells.

    python benchmarks/names/frequencies.py entities.jsonl... > frequencies.txt

Each input is FollowTheMoney JSON lines of a public list. A word's frequency is the share of
distinct entities whose names hold it, spellings of one name pooled; it is written as
-log2(share), rounded. Words met in fewer than `LEAST` entities count as rare and are left out.
A public census adds names that are common where few are listed (see `CENSUS`).
"""

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from vedette.find.names.tokens import Habit, Kind, analyse
from vedette.reference.names import variants

LEAST = 6

CENSUS = {
    # US Census Bureau, "Frequently Occurring Surnames from the 2010 Census" and "Frequently
    # Occurring First Names" (1990), public domain; share of the population as -log2, rounded.
    7: "smith johnson williams brown jones garcia miller davis rodriguez martinez james john"
    " robert michael william david mary patricia linda barbara elizabeth jennifer maria susan"
    " richard charles joseph thomas wang li zhang liu chen kim lee nguyen",
    8: "hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin perez"
    " thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright"
    " scott torres hill flores green adams nelson baker hall rivera campbell mitchell carter"
    " roberts christopher daniel paul mark donald george kenneth steven edward brian ronald"
    " anthony kevin jason margaret dorothy lisa nancy karen betty helen sandra donna carol ruth"
    " sharon michelle laura sarah kimberly deborah yang huang zhao wu zhou xu sun ma zhu hu"
    " park choi singh kumar khan ivanov peter anna",
    9: "gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris"
    " morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard"
    " ramos cox ward richardson watson brooks chavez wood bennett gray mendoza ruiz hughes price"
    " alvarez castillo sanders patel myers long ross foster jimenez matthew gary timothy jose"
    " larry jeffrey frank scott eric stephen andrew raymond gregory joshua jerry dennis walter"
    " patrick peter harold douglas henry carl arthur ryan roger jessica shirley cynthia angela"
    " melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda stephanie"
    " carolyn christine marie janet catherine frances ann joyce diane alice julie heather teresa"
    " doris gloria evelyn jean cheryl mildred katherine joan ashley judith rose janice kelly"
    " nicole judy christina kathy theresa beverly denise tammy irene jane lori rachel marilyn"
    " andrea kathryn louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma"
    " paula diana annie lillian emily robin juan jack albert justin terry gerald keith samuel"
    " willie ralph lawrence nicholas roy benjamin bruce brandon adam harry fred wayne billy steve"
    " louis jeremy aaron randy howard eugene carlos russell bobby victor martin ernest phillip"
    " todd jesse craig alan shawn clarence sean philip chris johnny earl jimmy antonio hans petrov"
    " muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann rossi ferrari"
    " silva santos oliveira souza pereira costa tanaka suzuki sato watanabe yamamoto ito",
}

ELSEWHERE = {
    # Given names and surnames among the most frequent of a country, as published by its
    # statistical office: INE (Spain, Mexico INEGI), IBGE (Brazil), INSEE (France), Destatis and
    # GfdS (Germany), ISTAT (Italy), SCB (Sweden), Statistics Norway, Statistics Denmark, DVV
    # (Finland), PESEL (Poland), TUIK (Turkey), Rosstat, KOSIS (Korea), Ministry of Public
    # Security (China). Set to one figure, for only the order of magnitude matters.
    9: "fernandez perez gomez sanchez romero alvarez alonso navarro dominguez vazquez ramos gil"
    " serrano molina blanco suarez castro ortega delgado marin rubio nunez medina iglesias"
    " castillo santos garrido cortes guerrero lozano cano cruz mendez flores herrera aguilar"
    " vargas rojas soto contreras silva munoz vega reyes cabrera rios acosta mejia campos"
    " carolina juana luisa ana carmen josefa isabel dolores pilar teresa rosa francisca antonia"
    " mercedes paula lucia raquel monica beatriz silvia cristina patricia alejandra gabriela"
    " veronica adriana claudia daniela valeria fernanda paola andrea camila sofia martina elena"
    " jose manuel francisco luis javier carlos miguel rafael pedro angel fernando jorge alberto"
    " alvaro adrian diego raul ivan sergio ruben oscar eduardo ramon enrique vicente andres"
    " joaquin santiago ernesto cesar martin armando felipe edgar hector mario hugo guillermo"
    " joao antonio paulo marcos lucas gustavo rodrigo bruno leandro souza ferreira alves lima"
    " gomes ribeiro carvalho almeida rocha barbosa cardoso teixeira marques fonseca moura"
    " jean pierre michel philippe alain nicolas christophe laurent stephane pascal olivier marie"
    " nathalie isabelle sylvie catherine francoise monique bernard dubois durand leroy moreau"
    " laurent simon lefebvre michel garcia roux fournier girard bonnet dupont lambert fontaine"
    " andreas stefan thomas michael peter klaus jurgen wolfgang uwe bernd frank dieter heinz"
    " gunter werner horst ursula monika petra sabine renate helga karin brigitte ingrid erika"
    " bauer richter klein wolf schroder neumann schwarz zimmermann braun kruger hofmann hartmann"
    " lange schmitt werner krause meier lehmann schmid schulze maier kohler herrmann konig walter"
    " russo bianchi romano colombo ricci marino greco bruno gallo conti mancini giuseppe giovanni"
    " luigi francesco marco paolo alessandro stefano giulia lars anders erik per karl jan johan"
    " nils anna eva karin kristina margareta andersson johansson karlsson nilsson eriksson larsson"
    " olsson persson svensson hansen olsen johansen larsen andersen nielsen jensen pedersen"
    " kristensen sorensen rasmussen virtanen korhonen nieminen makinen jansen bakker visser smit"
    " meijer mulder bos vos peters hendriks jong boer nowak kowalski wisniewski wojcik kowalczyk"
    " kaminski lewandowski zielinski piotr krzysztof andrzej tomasz yilmaz kaya demir celik sahin"
    " yildiz ozturk aydin ozdemir arslan mehmet mustafa fatma ayse emine ivanov smirnov kuznetsov"
    " popov vasiliev petrov sokolov mikhailov novikov fedorov morozov volkov alekseev lebedev"
    " semenov pavlov kozlov aleksandr sergey dmitriy andrey mikhail elena olga natalia",
    6: "kim lee park pak choi choe jung jong kang cho jo yoon yun jang lim im han shin sin seo so"
    " kwon hwang ahn an song ryu hong ri wang li zhang liu chen yang huang zhao wu zhou xu sun ma"
    " zhu hu guo he lin gao luo nguyen tran le pham",
    7: "min jun ji hyun hyon sung song ho su soo young yong jin kyung chol un hui hun myong il nam"
    " wei fang jing min qiang lei jun yong jie tao ming chao hua ping gang hong yan li na xiu ying"
    " guo jian bin bo hao yu lan feng long zhi wen thi van minh anh",
}
"""Bits, and names that are common where few are listed."""


def main(paths: list[str]) -> None:
    pooled = variants()
    seen: dict[str, set[int]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    number = 0
    for path in paths:
        for line in Path(path).read_text("utf-8").splitlines():
            entity = json.loads(line)
            number += 1
            habit = Habit.PERSON if entity["schema"] == "Person" else Habit.ORGANISATION
            for prop in ("name", "alias", "weakAlias"):
                for name in entity["properties"].get(prop, ()):
                    for token in analyse(name, habit).tokens:
                        if token.kind == Kind.NAME:
                            pool = (
                                f"={pooled[token.text][0]}" if token.text in pooled else token.text
                            )
                            seen[pool].add(number)
                            spellings[pool][token.text] += 1
    bits: dict[str, int] = {}
    for pool, entities in seen.items():
        if len(entities) >= LEAST:
            for word in spellings[pool]:
                bits[word] = round(-math.log2(len(entities) / number))
    for level, words in [*CENSUS.items(), *ELSEWHERE.items()]:
        for word in words.split():
            bits[word] = min(level, bits.get(word, level))
    by_bits: dict[int, list[str]] = defaultdict(list)
    for word, level in bits.items():
        by_bits[level].append(word)
    print("# How much a word used as a name tells, BITS: words. BITS is -log2 of its share.")
    print("# Made by benchmarks/names/frequencies.py from the OFAC SDN list (July 2021, Jan 2023),")
    print("# the UN list (February 2026), US census name frequencies (2010, 1990) and the lists of")
    print("# frequent names that national statistical offices publish (see there).")
    for level in sorted(by_bits):
        print(f"{level}: {', '.join(sorted(by_bits[level]))}")


if __name__ == "__main__":
    main(sys.argv[1:])
