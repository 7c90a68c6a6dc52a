#!/usr/bin/env python3
"""Write the sample bills, one for each state a bill can be in. Usage: make_samples.py [--check]

They are priced and proven by cedar_bluff.py, like the bills of make_bills.py. Some of them are samples of the bill in
large print too, whose contract is a copy of the bill's. With --check nothing is written: the script fails when a sample
on disk is not what it would write. People and places are invented."""

import sys
from datetime import date

from cedar_bluff import *

SAMPLES = SCHEMA.parent / "samples"
LARGE = SCHEMA.parent.parent / "bill-large-print"

BILLED, DUE = date(2026, 11, 20), date(2026, 12, 15)
START, END = date(2026, 10, 14), date(2026, 11, 13)  # 30 days
DATES, READ = (BILLED, DUE, START, END), (START, END)
PAID = date(2026, 11, 9)
FAMILY = [8020, 6410, 6180, 5930, 6240, 6870, 10350, 15480, 18220, 16940, 13610, 9150]  # Nov 2025 to Oct 2026

HOSES = {"title": "Before the first hard freeze",
         "text": "Take hoses off outdoor taps and cover the taps. A hose left on is the most common cause of winter leaks."}
LEAVES = {"title": "Leaf drop-off",
          "text": "Bring leaves to the yard at 480 Quarry Road on Saturdays through December 12, 8 a.m. to 2 p.m. No bags, please."}
OFFICE = {"text": "The utility office is closed on November 26 and 27 for Thanksgiving. For an emergency, call 970-555-0134 at any hour."}


def account(number, holder, address, sequence, cycle="02", route="014", customer_class="Residential", autopay=False, **more):
    return {"number": number, "customer_class": customer_class, "cycle": cycle, "route": route, "sequence": sequence,
            "service_address": address, "holder": holder, "autopay": autopay, **more}


def imb(serial, zip_code):
    """Barcode id 00, service type 270, mailer 123456, serial 9, routing 11."""
    digits = f"00270123456{serial:09d}{zip_code}"
    assert len(digits) == 31
    return digits


def mail(*lines, serial=None, zip_code=None, **more):
    return {"lines": list(lines)} | ({"imb": imb(serial, zip_code)} if serial else {}) | more


def house(gallons, size='3/4"', winter=4680, cart=64, share=None, schedule="Residential"):
    return [water(schedule, size, gallons, share=share), sewer(winter, gallons), stormwater(), trash(cart)]


def normal():
    return assemble(
        account=account("104217-003", "Ruth Kowalski", "418 Juniper Street", 2140),
        mail=mail("RUTH KOWALSKI", "418 JUNIPER ST", "CEDAR BLUFF CO 80599-1418", serial=417001, zip_code="80599141818"),
        number="2611-004217", dates=DATES, services=house(7060), before=FAMILY,
        meters=[meter("71840266", '3/4"', "Water", 48213, 7060, READ)],
        previous=12844, payments=[(PAID, -12844)], messages=[HOSES, LEAVES])


def estimated():
    return assemble(
        account=account("108830-001", "Hector Castillo", "77 Bluff View Court", 3310, cycle="01", route="021"),
        mail=mail("HECTOR CASTILLO", "77 BLUFF VIEW CT", "CEDAR BLUFF CO 80599-2077", serial=417002, zip_code="80599207777"),
        number="2611-008830", dates=DATES, services=house(6210, winter=5100), before=[6050, 5480, 5210, 5350, 5530, 6020, 8110, 10640, 12120, 11370, 8890, 6940],
        meters=[meter("70993415", '3/4"', "Water", 122904, 6210, READ, "estimated", note="Estimated: snow over the meter pit")],
        previous=9955, payments=[(PAID, -9955)],
        messages=[{"title": "Why this read is estimated",
                   "text": "We could not reach your meter this month, so we used the average of your last three November reads. The next actual read sets it right by itself."},
                  HOSES])


def longest_name():
    return assemble(
        account=account("199940-127", "Maximiliana-Alexandra Konstantinopoulos-Featherstonehaugh",
                        "12847 North Whispering Cedar Meadows Parkway, Building 14, Apartment 2208", 99870,
                        route="061", customer_class="Residential, dual system", customer_number="C-0048812734", parcel="96310-21-4-08-014-2208"),
        mail=mail("MAXIMILIANA-ALEXANDRA", "KONSTANTINOPOULOS-FEATHERSTONEHAUGH", "C/O NORTHERN COLORADO PROPERTY MGMT LLC",
                  "BUILDING 14, APARTMENT 2208", "12847 N WHISPERING CEDAR MEADOWS PARKWAY", "CEDAR BLUFF CO 80599-2208"),
        number="2611-099940", dates=DATES,
        services=[water("Residential, dual system", '1-1/2"', 14380), nonpotable(9860), sewer(7125, 14380), stormwater(1350), trash(96)],
        meters=[meter("AMI-70044128-B", '1-1/2"', "Water", 884102, 14380, READ, note="Read by radio; register behind the garage wall"),
                meter("AMI-70044129-C", '1"', "Irrigation", 120044, 9860, READ, note="Winterized by the association on November 12")],
        before=[25110, 14020, 13650, 13890, 15240, 21810, 48660, 71930, 82410, 77250, 58840, 33170],
        previous=41277, payments=[(date(2026, 10, 27), -20000), (PAID, -21277)],
        adjustments=[(date(2026, 11, 3), "Credit for the week of low pressure on North Whispering Cedar Meadows Parkway, October 19 to 25", -1150)],
        messages=[
            {"title": "Water service work on North Whispering Cedar Meadows Parkway",
             "text": "From Monday, December 7, through Friday, December 18, crews will replace the water main between Quarry Road and Bluff View Court. Expect low pressure or short stops of service on weekdays between 9 a.m. and 3 p.m. We will hang a notice on your door at least 48 hours before each stop. After a stop, run the cold tap in the bathtub for five minutes before you use the water. Please keep vehicles off the street in the marked section; crews must move any vehicle that blocks the trench."},
            HOSES, LEAVES, OFFICE])


def forty_charges():
    erus = [("Building A", 9200), ("Building B", 9200), ("Building C", 10450), ("Building D", 8875), ("Building E", 12150),
            ("Clubhouse and pool deck", 6300), ("Parking and drives", 41725)]
    gallons, lawn = 318_400, [61_000, 74_300, 18_500]
    services = [
        service("Water", 'Multi-family, 4" meter', [
            by_rate("WB", "Base charge, each dwelling", 96_000, "dwelling", DWELLING_BASE), *tier_lines("WT", "Multi-family", gallons),
            by_rate("WC", "Water main renewal", 96_000, "dwelling", "1.15"),
            by_rate("WD", "Drought reserve", 96_000, "dwelling", "0.35")]),
        service("Fire protection", "Private fire line", [
            flat("FP", f"Fire line, building {b}, {size} connection", amount)
            for b, size, amount in [("A", '6"', 3180), ("B", '6"', 3180), ("C", '6"', 3180), ("D", '4"', 1945), ("E", '8"', 4720)]]),
        irrigation(['1-1/2"', '2"', '1"'], sum(lawn)),
        service("Sewer", "Multi-family", [
            by_rate("SB", "Base charge, each dwelling", 96_000, "dwelling", "11.20"),
            by_rate("SU", "Water used indoors", gallons, "1,000 gal", SEWER_BUSINESS),
            by_rate("SD", "Treatment plant debt", 96_000, "dwelling", "2.4350"),
            flat("SI", "Grease trap inspection, clubhouse kitchen", 4500)]),
        service("Stormwater", "By measured hard surface", [by_rate("ST", name, eru, "ERU", STORMWATER) for name, eru in erus]),
        service("Trash", "Containers", [
            by_rate("T4", "4-yard container, twice a week", 5000, "each", "142.60"),
            by_rate("T2", "2-yard container, weekly", 2000, "each", "61.25"),
            by_rate("TC", "96-gallon cart, clubhouse", 2000, "each", "21.30"),
            by_rate("TL", "Container lock", 5000, "each", "3.75"),
            by_rate("TX", "Extra pickup, October 19", 1000, "each", "38.50"),
            by_rate("TX", "Extra pickup, November 2", 2000, "each", "38.50"),
            by_rate("TB", "Bulky items, October 30", 7000, "each", "14.95"),
            flat("TM", "Credit, missed pickup on October 21", -1783)]),
        service("Recycling", "Containers", [
            by_rate("R4", "4-yard container, weekly", 3000, "each", "58.40"),
            by_rate("RC", "96-gallon cart, every other week", 6000, "each", RECYCLING),
            by_rate("RG", "Glass bin", 2000, "each", "9.15"),
            by_rate("RY", "Yard waste, each ton", 1365, "ton", "27.50")]),
        service("Other charges", "By order", [
            by_rate("BT", "Backflow assembly test", 3000, "each", "65.00"),
            flat("HM", "Hydrant meter rental, October 14 to 28", 7250)]),
    ]
    assert sum(len(s["charges"]) for s in services) == 40
    return assemble(
        account=account("150060-002", "Bluff View Commons Homeowners Association", "2200–2296 Bluff View Court", 5010,
                        cycle="03", route="033", customer_class="Multi-family", customer_number="C-0002210046"),
        mail=mail("BLUFF VIEW COMMONS HOA", "ATTN ACCOUNTS PAYABLE", "PO BOX 2200", "CEDAR BLUFF CO 80599-2200", serial=417004, zip_code="80599220000"),
        number="2611-050060", dates=DATES, services=services,
        meters=[meter("40221908", '4"', "Water", 30117, gallons, READ, multiplier=100),
                meter("20114406", '1-1/2"', "Irrigation", 99612, lawn[0], READ, multiplier=100, rollover=100_000, note="Register passed zero"),
                meter("20114407", '2"', "Irrigation", 41890, lawn[1], READ, multiplier=100),
                meter("20114408", '1"', "Irrigation", 7731, lawn[2], READ, multiplier=100)],
        before=[455_900, 310_200, 304_700, 308_800, 316_300, 402_700, 871_200, 1_204_900, 1_377_400, 1_290_600, 968_500, 611_300],
        previous=896_433, payments=[(date(2026, 11, 2), -896_433)],
        messages=[{"title": "Backflow tests are done", "text": "All three assemblies passed on November 4. The next tests are due by November 30, 2027."}, LEAVES])


def credit():
    return assemble(
        account=account("106502-002", "Priya D'Souza", "1205 Walnut Street", 880, route="009"),
        mail=mail("PRIYA D'SOUZA", "1205 WALNUT ST", "CEDAR BLUFF CO 80599-1205", serial=417005, zip_code="80599120505"),
        number="2611-006502", dates=DATES, services=house(5230, winter=4010, cart=32), before=[5110, 4480, 4230, 4090, 4350, 4720, 6650, 8410, 9280, 8870, 7340, 5960],
        meters=[meter("71102938", '3/4"', "Water", 66120, 5230, READ)],
        previous=9318, payments=[(date(2026, 10, 30), -9318), (PAID, -30000)],
        messages=[{"title": "You have a credit", "text": "Your payments are more than your charges. We take the credit off your next bills. If you want it back, call us and we will mail a check."}])


def no_meter():
    return assemble(
        account=account("130415-001", "Ingrid Lindström", "9040 County Road 17", 140, cycle="03", route="040", customer_class="Stormwater only"),
        mail=mail("INGRID LINDSTRÖM", "9040 COUNTY ROAD 17", "CEDAR BLUFF CO 80599-9040", serial=417006, zip_code="80599904040"),
        number="2611-030415", dates=DATES, services=[stormwater()], previous=745, payments=[(date(2026, 10, 28), -745)],
        messages=[{"text": "You get this bill for stormwater only. Your water and sewer come from another district, which bills you itself."}])


def past_due():
    return assemble(
        account=account("102277-006", "Tom Fitzgerald", "311 Elm Street, Unit B", 1475, cycle="01", route="011"),
        mail=mail("TOM FITZGERALD", "311 ELM ST UNIT B", "CEDAR BLUFF CO 80599-1311", serial=417007, zip_code="80599131111"),
        number="2611-002277", dates=DATES, services=house(9320, winter=6240), before=[8870, 8150, 7930, 7760, 8020, 8440, 11280, 13960, 15510, 14740, 12090, 9980],
        meters=[meter("70551187", '3/4"', "Water", 201455, 9320, READ)],
        previous=28642, payments=[(date(2026, 11, 4), -10000)], late_fee=LATE_FEE, shutoff=date(2026, 12, 9),
        messages=[{"title": "If you cannot pay it all", "text": "Call us before December 9. We can set up a payment plan, and the Neighbors Fund may help with a part of your bill."}, HOSES])


def accented():
    return assemble(
        account=account("111904-001", "José Peña-Ibáñez & Zoë Ødegård", "52 Cañon Drive", 260, route="017"),
        mail=mail("JOSÉ PEÑA-IBÁÑEZ & ZOË ØDEGÅRD", "52 CAÑON DR", "CEDAR BLUFF CO 80599-0052", serial=417008, zip_code="80599005252"),
        number="2611-011904", dates=DATES, services=house(8150, winter=5320), before=[7420, 6630, 6480, 6310, 6590, 7050, 9820, 12440, 14180, 13370, 10660, 8490],
        meters=[meter("71660402", '3/4"', "Water", 19477, 8150, READ)],
        previous=11930, payments=[(PAID, -11930)],
        messages=[{"title": "Su factura en español", "text": "Llámenos al 970-555-0134, de lunes a viernes, de 8 a 5. ¡Con gusto le enviaremos las próximas facturas en español!"}, LEAVES])


def vietnamese():
    return assemble(
        account=account("112618-002", "Nguyễn Thị Mỹ Phượng", "640 Quarry Road, Apartment 5", 3020, route="017"),
        mail=mail("NGUYỄN THỊ MỸ PHƯỢNG", "640 QUARRY RD APT 5", "CEDAR BLUFF CO 80599-0640", serial=417009, zip_code="80599064040"),
        number="2611-012618", dates=DATES, services=house(4870, winter=4390, cart=32), before=[4760, 4510, 4420, 4380, 4470, 4530, 4690, 4920, 5080, 5010, 4880, 4790],
        meters=[meter("71660977", '3/4"', "Water", 30852, 4870, READ)],
        previous=9088, payments=[(PAID, -9088)],
        messages=[{"title": "Giúp đỡ bằng tiếng Việt", "text": "Xin gọi số 970-555-0134, từ thứ Hai đến thứ Sáu, 8 giờ sáng đến 5 giờ chiều. Chúng tôi có người thông dịch miễn phí."}, HOSES])


def autopay():
    return assemble(
        account=account("105561-001", "Liam Baker", "2031 Poudre River Road", 4420, route="026", autopay=True),
        mail=mail("LIAM BAKER", "2031 POUDRE RIVER RD", "CEDAR BLUFF CO 80599-2031", serial=417010, zip_code="80599203131"),
        number="2611-005561", dates=DATES, services=house(23140, winter=6810, cart=96), before=[21230, 9980, 9410, 9150, 9730, 12260, 19840, 26510, 29730, 28110, 22950, 18320],
        meters=[meter("70884310", '3/4"', "Water", 310228, 23140, READ)],
        previous=20417, payments=[(date(2026, 11, 10), -20417)], draft=date(2026, 12, 10), messages=[HOSES, OFFICE])


def zero():
    services = house(3980, winter=3120, cart=32)
    due = sum(cents(s["subtotal"]) for s in services)
    return assemble(
        account=account("103390-004", "Karen Brown", "15 Cornerstone Drive", 910, cycle="01", route="012"),
        mail=mail("KAREN BROWN", "15 CORNERSTONE DR", "CEDAR BLUFF CO 80599-0015", serial=417011, zip_code="80599001515"),
        number="2611-003390", dates=DATES, services=services, before=[3890, 3410, 3280, 3190, 3350, 3520, 4610, 5480, 6020, 5770, 4930, 4240],
        meters=[meter("71007754", '3/4"', "Water", 90431, 3980, READ)],
        previous=8674, payments=[(PAID, -8674)], adjustments=[(date(2026, 11, 18), "Paid by the Neighbors Fund", -due)],
        messages=[{"text": "The Neighbors Fund has paid this bill for you. You owe nothing this month."}])


def first():
    days = (date(2026, 10, 26), END)
    services = [*house(3110, winter=4000, share=(18, 30)), service("Account", "One time", [flat("NS", "New account set up", START_FEE)])]
    return assemble(
        account=account("107745-005", "Noor Álvarez", "860 Chimney Park Drive", 1880, route="019"),
        mail=mail("NOOR ÁLVAREZ", "860 CHIMNEY PARK DR", "CEDAR BLUFF CO 80599-0860", serial=417012, zip_code="80599086060", delivery="paper", language="en"),
        number="2611-007745", kind="first", dates=(BILLED, DUE, *days), services=services,
        meters=[meter("70440121", '3/4"', "Water", 155020, 3110, days)],
        messages=[{"title": "Welcome to Cedar Bluff", "text": "This is your first bill. It covers 18 days, from the day you moved in. Until you have a winter average of your own, your sewer charge uses this month's water, up to the town's average of 4,000 gallons."}, HOSES])


def final():
    days = (START, date(2026, 11, 2))
    return assemble(
        account=account("101183-002", "Paul Martínez", "1409 Grand Avenue", 520, cycle="02", route="008"),
        mail=mail("PAUL MARTÍNEZ", "3307 SANDSTONE LOOP APT 12", "PUEBLO CO 81005-3307", serial=417013, zip_code="81005330707"),
        number="2611-001183", kind="final", dates=(BILLED, DUE, *days), services=house(4040, winter=4520, share=(19, 30)),
        before=[6980, 6120, 5940, 5710, 6030, 6550, 9240, 11830, 13290, 12540, 9980, 7660],
        meters=[meter("70118846", '3/4"', "Water", 240117, 4040, days, "final", note="Final read at move-out")],
        previous=11472, payments=[(date(2026, 10, 29), -11472)], adjustments=[(date(2026, 11, 2), "Deposit returned to your account", -5000)],
        messages=[{"title": "Your account is closed", "text": "This is your final bill for 1409 Grand Avenue, through November 2. The base charge is for 19 of 30 days. Your deposit is taken off."}])


def corrected():
    wrong = house(17060, winter=5020)
    taken_back = sum(cents(s["subtotal"]) for s in wrong)
    return assemble(
        account=account("104981-001", "Wei Park", "29 Stone Mountain Drive", 3760, route="014"),
        mail=mail("WEI PARK", "29 STONE MOUNTAIN DR", "CEDAR BLUFF CO 80599-0029", serial=417014, zip_code="80599002929"),
        number="2611-104981", kind="corrected", replaces="2611-004981", mailed=date(2026, 11, 27), dates=(date(2026, 11, 25), DUE, START, END),
        services=house(7060, winter=5020), before=[7330, 6150, 5980, 5840, 6090, 6480, 9110, 12020, 13560, 12930, 10240, 7870],
        meters=[meter("71840911", '3/4"', "Water", 51806, 7060, READ, note="Read again on November 23")],
        previous=taken_back, adjustments=[(date(2026, 11, 25), "Bill 2611-004981 taken back", -taken_back)],
        messages=[{"title": "This bill is corrected", "text": "The bill of November 20 used a wrong meter reading. Please throw it away and pay this one. We are sorry for the trouble."}])


def several_meters():
    swap = date(2026, 10, 28)
    days = (date(2026, 10, 15), date(2026, 11, 16))
    old, new, kitchen, lawn = 21_300, 30_800, 44_600, 12_900
    domestic = old + new + kitchen
    return assemble(
        account=account("120077-001", "Chloé's Table Restaurant & Bakery LLC", "100 Main Street", 15, cycle="03", route="002",
                        customer_class="Commercial", customer_number="C-0001207700"),
        mail=mail("CHLOÉ'S TABLE RESTAURANT & BAKERY LLC", "ATTN BOOKKEEPING", "100 MAIN ST STE 1", "CEDAR BLUFF CO 80599-0100", serial=417015, zip_code="80599010000"),
        number="2611-020077", dates=(BILLED, DUE, *days),
        services=[
            service("Water", 'Commercial, 1" and 2" meters', [base_line("WB", '1"'), base_line("WB", '2"'), *tier_lines("WT", "Commercial", domestic)]),
            irrigation(['3/4"'], lawn), business_sewer(domestic), stormwater(4250, "Commercial"),
            service("Trash", "Containers", [by_rate("T4", "4-yard container, twice a week", 1000, "each", "142.60"), by_rate("RC", "96-gallon recycling cart", 2000, "each", RECYCLING)])],
        meters=[meter("30471120", '1"', "Water", 88_120, old, (days[0], swap), "final", multiplier=100, note="Taken out 10/28/2026"),
                meter("30998034", '1"', "Water", 0, new, (swap, days[1]), "set", multiplier=100, note="Set 10/28/2026 for 30471120"),
                meter("30471121", '2"', "Water", 140_066, kitchen, days, multiplier=100),
                meter("30471122", '3/4"', "Irrigation", 50_718, lawn, days, multiplier=100)],
        before=[104_200, 96_800, 93_100, 91_700, 95_500, 99_900, 121_400, 138_800, 149_300, 146_100, 132_700, 117_600],
        previous=172_514, payments=[(date(2026, 11, 5), -172_514)],
        messages=[{"title": "New meter", "text": "On October 28 we replaced the 1-inch meter of your bakery. The reads of the old and the new meter add up to your use."}, OFFICE])


def large_balance():
    days = (date(2026, 7, 15), date(2026, 8, 14))
    goal, kgal = 14_830_217, 23_975
    raw = service("Raw water", 'Golf course, 6" meter', [
        base_line("GB", '6"'), by_rate("GU", "Raw water used", kgal * 1000, "1,000 gal", RAW_WATER),
        by_rate("PP", "Pump station power", kgal * 1000, "1,000 gal", PUMP_POWER)])
    over = cents(raw["subtotal"]) - goal
    assert 0 < over < 50_000, over
    return assemble(
        account=account("190001-001", "Cedar Bluff Golf Club", "1 Fairway Lane", 10, cycle="03", route="070",
                        customer_class="Golf course", customer_number="C-0000000071", parcel="96318-00-0-00-001"),
        mail=mail("CEDAR BLUFF GOLF CLUB", "1 FAIRWAY LN", "CEDAR BLUFF CO 80599-0001", serial=417016, zip_code="80599000101"),
        number="2608-090001", dates=(date(2026, 8, 20), date(2026, 9, 15), *days), services=[raw],
        meters=[meter("60000017", '6"', "Raw water", 411_208, kgal * 1000, days, multiplier=1000)],
        before=[22_840_000, 17_310_000, 9_120_000, 1_480_000, 0, 0, 0, 2_260_000, 8_930_000, 15_470_000, 21_050_000, 24_390_000],
        previous=15_094_428, payments=[(date(2026, 8, 11), -15_094_428)],
        adjustments=[(date(2026, 8, 3), "Credit for water used to flush the Larkspur main", -over)],
        messages=[{"title": "Watering hours", "text": "From June through September, please water between 6 p.m. and 10 a.m. only."}])


def foreign():
    return assemble(
        account=account("113350-003", "Søren Ødegård-Lindqvist", "7 Eastman Park Drive", 2710, route="020"),
        mail=mail("SØREN ØDEGÅRD-LINDQVIST", "STRANDGATEN 44 B, LEIL 302", "5013 BERGEN", "NORWAY", country="NO"),
        number="2611-013350", dates=DATES, services=house(2170, winter=2960, cart=32), before=[2540, 2310, 2180, 2090, 2260, 2420, 3150, 3680, 3970, 3840, 3220, 2710],
        meters=[meter("71715520", '3/4"', "Water", 8120, 2170, READ)],
        previous=7961, payments=[(PAID, -7961)],
        messages=[{"text": "Paying from abroad? Use the code on this bill or www.cedarbluff.example/utilities. We take checks only in U.S. dollars from a U.S. bank."}])


def leak():
    return assemble(
        account=account("109126-001", "Björn Müller", "233 Larkspur Lane", 1160, route="023", customer_class="Residential, dual system"),
        mail=mail("BJÖRN MÜLLER", "233 LARKSPUR LN", "CEDAR BLUFF CO 80599-0233", serial=417018, zip_code="80599023333"),
        number="2611-009126", dates=DATES,
        services=[water("Residential, dual system", '3/4"', 24_850), nonpotable(1350), sewer(4880, 24_850), stormwater(), trash(64)],
        meters=[meter("71293006", '3/4"', "Water", 77_415, 24_850, READ), meter("72293006", '3/4"', "Irrigation", 20_914, 1350, READ)],
        before=[7260, 5890, 5640, 5480, 5710, 7340, 16_870, 24_410, 27_380, 25_960, 18_220, 9040],
        previous=13_051, payments=[(PAID, -13_051)], leak={"since": "2026-10-27", "per_hour": 31, "unit": "gal"},
        messages=[{"title": "Ask for a leak credit", "text": "Fix the leak, keep the receipt, and call us within 60 days. Once in three years we can take off a part of the extra water."}])


def budget():
    billed, services = 12_500, house(7420, winter=5240)
    actual = sum(cents(s["subtotal"]) for s in services)
    held = plan_line(billed, actual)
    return assemble(
        account=account("110808-001", "Amit Johnson", "508 Chimney Park Drive", 1710, route="019"),
        mail=mail("AMIT JOHNSON", "508 CHIMNEY PARK DR", "CEDAR BLUFF CO 80599-0508", serial=417019, zip_code="80599050808"),
        number="2611-010808", dates=DATES, services=[*services, held], before=[7310, 6480, 6250, 6090, 6370, 7180, 11_020, 14_350, 16_490, 15_730, 12_280, 8860],
        meters=[meter("71448837", '3/4"', "Water", 61_190, 7420, READ)],
        previous=12_500, payments=[(PAID, -12_500)],
        budget={"billed": money(billed), "actual": money(actual), "balance": money(-3_642 - (billed - actual))},
        messages=[HOSES])


def owner_copy():
    return assemble(
        account=account("104640-009", "Ana Young", "902 Juniper Street", 2190, copy_for="owner"),
        mail=mail("JUNIPER STREET RENTALS LLC", "PO BOX 88", "FORT COLLINS CO 80521-0088", serial=417020, zip_code="80521008888"),
        number="2611-004640", dates=DATES, services=house(6690, winter=4940), before=[6420, 5710, 5530, 5390, 5620, 6010, 8270, 10_490, 11_760, 11_140, 9030, 7250],
        meters=[meter("71840583", '3/4"', "Water", 35_528, 6690, READ)],
        previous=10_896, payments=[(PAID, -10_896)], messages=[LEAVES])


def bankruptcy():
    return assemble(
        account=account("102914-003", "Renée Smith", "45 Elm Street", 1390, route="011"),
        mail=mail("RENÉE SMITH", "45 ELM ST", "CEDAR BLUFF CO 80599-0045", serial=417021, zip_code="80599004545"),
        number="2611-002914", dates=DATES, services=house(5560, winter=4770), before=[5480, 5020, 4910, 4830, 4990, 5240, 6870, 8350, 9120, 8790, 7310, 6080],
        meters=[meter("70551602", '3/4"', "Water", 144_017, 5560, READ)], previous=21_733, no_demand=True)


def prorated():
    """Water turned off at the owner's wish for a part of the month: the base charge is for the days with service."""
    return assemble(
        account=account("109904-002", "Evelyn Abernathy", "1187 Sandstone Loop", 2230, cycle="01", route="022"),
        mail=mail("EVELYN ABERNATHY", "1187 SANDSTONE LOOP", "CEDAR BLUFF CO 80599-1187", serial=417022, zip_code="80599118787"),
        number="2611-009904", dates=DATES, services=house(2940, winter=3760, share=(17, 30)),
        before=[4120, 3810, 3690, 3540, 3720, 4030, 5980, 7140, 8260, 7710, 6190, 4880],
        meters=[meter("71904415", '3/4"', "Water", 60_218, 2940, READ, note="Turned off October 31 at your request")],
        previous=9_604, payments=[(PAID, -9_604)],
        messages=[{"title": "Your base charge is for a part of the month", "text": "At your request we turned the water off on October 31. The base charge is for the 17 days with service. To have it on again, call us one workday ahead."}])


def replaced_meter():
    """A house whose only meter was replaced: a row for the old one, a row for the new one, one use."""
    swap = date(2026, 11, 4)
    old, new = 4_820, 1_530
    return assemble(
        account=account("103718-001", "Dale & Marjorie Whitaker", "640 Chimney Park Drive", 1790, route="019"),
        mail=mail("DALE & MARJORIE WHITAKER", "640 CHIMNEY PARK DR", "CEDAR BLUFF CO 80599-0640", serial=417023, zip_code="80599064040"),
        number="2611-003718", dates=DATES, services=house(old + new, winter=4410),
        before=[6480, 5570, 5340, 5280, 5460, 6110, 8930, 12_240, 14_060, 13_210, 10_180, 7320],
        meters=[meter("64117203", '3/4"', "Water", 391_744, old, (START, swap), "final", note="Taken out November 4"),
                meter("73300518", '3/4"', "Water", 0, new, (swap, END), "set", note="Set November 4")],
        previous=11_018, payments=[(PAID, -11_018)],
        messages=[{"title": "You have a new meter", "text": "We replaced your 22-year-old meter on November 4, at no cost to you. The last read of the old one and the first read of the new one add up to your use."}])


def tenant_copy():
    return assemble(
        account=account("104640-009", "Juniper Street Rentals LLC", "902 Juniper Street", 2190, copy_for="tenant"),
        mail=mail("ANA YOUNG", "902 JUNIPER ST", "CEDAR BLUFF CO 80599-0902", serial=417024, zip_code="80599090202"),
        number="2611-104640", dates=DATES, services=house(6690, winter=4940), before=[6420, 5710, 5530, 5390, 5620, 6010, 8270, 10_490, 11_760, 11_140, 9030, 7250],
        meters=[meter("71840583", '3/4"', "Water", 35_528, 6690, READ)],
        previous=10_896, payments=[(PAID, -10_896)],
        messages=[{"title": "Why you get this copy", "text": "The property owner holds the account and gets the bill to pay. As the tenant you get a copy, so that you see the water that you use."}])


def third_party_copy():
    """A copy for a person whom the holder asked to have told, here a daughter in another town, in Spanish."""
    return in_spanish(assemble(
        account=account("103622-001", "Ofelia Márquez Salcedo", "17 Sage Court", 1255, route="011", copy_for="third_party"),
        mail=mail("BEATRIZ MÁRQUEZ", "418 N LINDEN AVE APT 6", "GREELEY JUNCTION CO 80598-0418", serial=417031, zip_code="80598041806"),
        number="2611-103622", dates=DATES, services=house(4120, winter=3870, cart=32), before=[4210, 3840, 3710, 3650, 3780, 4050, 5010, 6130, 6720, 6380, 5290, 4470],
        meters=[meter("71233906", '3/4"', "Water", 66_340, 4120, READ)],
        previous=8_715, payments=[(PAID, -8_715)]))


def copies():
    """One record for several recipients: the tenant, who holds the account, and in a run a copy for the owner, one for a
    person whom the tenant asked to have told, in Spanish, and one for the manager, who has no paper."""
    return assemble(
        account=account("104641-002", "Rosa Delgado Ibarra", "904 Juniper Street", 2195),
        mail=mail("ROSA DELGADO IBARRA", "904 JUNIPER ST", "CEDAR BLUFF CO 80599-0904", serial=417032, zip_code="80599090404"),
        number="2611-004641", dates=DATES, services=house(5230, winter=4410), before=[5160, 4720, 4590, 4510, 4680, 5040, 6730, 8410, 9260, 8870, 7190, 5680],
        meters=[meter("71840590", '3/4"', "Water", 22_917, 5230, READ)],
        previous=9_930, payments=[(PAID, -9_930)], messages=[LEAVES]) | {"copies": [
        {"for": "owner", "mail": mail("JUNIPER STREET RENTALS LLC", "PO BOX 88", "FORT COLLINS CO 80521-0088", serial=417033, zip_code="80521008888")},
        {"for": "third_party", "mail": mail("IGNACIO DELGADO", "2200 CANYON RD", "GREELEY JUNCTION CO 80598-2200", serial=417034, zip_code="80598220000", language="es")},
        {"for": "manager", "mail": mail("POUDRE PROPERTY MANAGEMENT", "1 MAIN ST STE 200", "CEDAR BLUFF CO 80599-0001", delivery="paperless")}]}


def autopay_credit():
    return assemble(
        account=account("108017-001", "Gwendolyn Cunningham", "77 Aspen Ridge Way", 3005, route="024", autopay=True),
        mail=mail("GWENDOLYN CUNNINGHAM", "77 ASPEN RIDGE WAY", "CEDAR BLUFF CO 80599-0077", serial=417025, zip_code="80599007777"),
        number="2611-008017", dates=DATES, services=house(4310, winter=3980, cart=32), before=[4400, 3930, 3790, 3710, 3880, 4150, 5530, 6870, 7420, 7050, 5920, 4660],
        meters=[meter("71440912", '3/4"', "Water", 52_108, 4310, READ)],
        previous=9_015, payments=[(date(2026, 11, 10), -9_015)], adjustments=[(date(2026, 11, 12), "Leak credit for August and September", -21_640)],
        messages=[{"title": "Autopay takes nothing this month", "text": "You have a credit, so nothing is drawn from your bank. Autopay starts again when the credit is used up."}])


def dual_system():
    return assemble(
        account=account("111277-001", "Theodore & Nora Fairweather", "3318 Larkspur Lane", 1240, route="023", customer_class="Residential, dual system"),
        mail=mail("THEODORE & NORA FAIRWEATHER", "3318 LARKSPUR LN", "CEDAR BLUFF CO 80599-3318", serial=417026, zip_code="80599331818"),
        number="2611-011277", dates=DATES,
        services=[water("Residential, dual system", '3/4"', 11_240), nonpotable(6480), sewer(7_060, 11_240), stormwater(), trash(64)],
        meters=[meter("71299340", '3/4"', "Water", 88_017, 11_240, READ), meter("72299340", '3/4"', "Irrigation", 31_772, 6480, READ)],
        before=[18_870, 8_010, 7_640, 7_480, 7_930, 12_760, 34_120, 49_830, 56_210, 52_480, 38_950, 24_310],
        previous=19_246, payments=[(PAID, -19_246)],
        messages=[{"title": "Your two systems", "text": "Drinking water is for the house, and its second step begins at 9,700 gallons. Water for the yard comes unfiltered, from a line of its own. Please do not drink it."}])


def paperless():
    return assemble(
        account=account("106933-002", "Samuel Ross", "24 Quarry Road, Apartment 11", 3075, route="017"),
        mail=mail("SAMUEL ROSS", "24 QUARRY RD APT 11", "CEDAR BLUFF CO 80599-0024", delivery="paperless"),
        number="2611-006933", dates=DATES, services=house(3360, winter=3120, cart=32), before=[3410, 3180, 3090, 2960, 3070, 3220, 3880, 4270, 4510, 4390, 3940, 3500],
        meters=[meter("71660113", '3/4"', "Water", 27_390, 3360, READ)],
        previous=8_071, payments=[(PAID, -8_071)], messages=[HOSES])


def held():
    return assemble(
        account=account("102456-001", "Wyatt McAllister", "1630 County Road 17", 205, cycle="03", route="040"),
        mail=mail("WYATT MCALLISTER", "PO BOX 311", "CEDAR BLUFF CO 80599-0311", delivery="hold"),
        number="2611-002456", dates=DATES, services=house(5120, winter=4480), before=[5230, 4760, 4590, 4470, 4680, 5040, 6940, 8820, 9610, 9170, 7480, 5870],
        meters=[meter("70339871", '3/4"', "Water", 181_206, 5120, READ)],
        previous=10_455, payments=[(PAID, -10_455)], messages=[LEAVES])


def no_use():
    return assemble(
        account=account("100819-003", "Olivia Harrison", "8 Fairway Lane", 32, route="070"),
        mail=mail("OLIVIA HARRISON", "2140 E DESERT WILLOW DR", "MESA AZ 85212-2140", serial=417027, zip_code="85212214040"),
        number="2611-000819", dates=DATES, services=house(0, winter=0, cart=32), before=[0, 0, 0, 0, 0, 1870, 4210, 5530, 6120, 5780, 4390, 2460],
        meters=[meter("71118205", '3/4"', "Water", 14_982, 0, READ)],
        previous=7_104, payments=[(date(2026, 11, 2), -7_104)],
        messages=[{"text": "Away for the winter? Shut the water off at the valve where it enters the house, and drain the pipes."}])


def corrected_read():
    """The estimate of October was too high: the register shows less than was billed."""
    return assemble(
        account=account("105877-002", "Delia Fontaine", "240 Aspen Lane", 655, route="011"),
        mail=mail("DELIA FONTAINE", "240 ASPEN LN", "CEDAR BLUFF CO 80599-0240", serial=417035, zip_code="80599024040"),
        number="2611-005877", dates=DATES,
        services=[water("Residential", '3/4"', -5_750), sewer(4_900), stormwater(), trash(64)],
        before=[5_980, 5_410, 5_150, 5_060, 5_290, 5_840, 7_730, 9_960, 11_020, 10_450, 8_310, 18_640],
        meters=[meter("70661834", '3/4"', "Water", 123_525, -5_750, READ, note="October's read was estimated too high")],
        previous=16_402, payments=[(date(2026, 11, 5), -16_402)],
        messages=[{"title": "Why your use is below zero",
                   "text": "In October we estimated 18,640 gallons. Your meter was read this month and shows 5,750 less than that."}])


def returned_payment():
    services = [*house(6120, winter=4690), service("Account", "One time", [flat("RP", "Fee for the returned payment", 2_500)])]
    return assemble(
        account=account("105204-004", "Benjamin Hughes", "519 Grand Avenue", 470, route="008"),
        mail=mail("BENJAMIN HUGHES", "519 GRAND AVE", "CEDAR BLUFF CO 80599-0519", serial=417028, zip_code="80599051919"),
        number="2611-005204", dates=DATES, services=services, before=[6020, 5390, 5210, 5080, 5330, 5780, 8120, 10_310, 11_480, 10_890, 8740, 6900],
        meters=[meter("70552290", '3/4"', "Water", 96_034, 6120, READ)],
        previous=10_733, payments=[(date(2026, 11, 4), -10_733)], adjustments=[(date(2026, 11, 9), "Payment of Nov 4 returned by your bank", 10_733)], late_fee=LATE_FEE,
        messages=[{"title": "Your payment came back", "text": "Your bank returned the payment of November 4. Please pay by card, cash or money order this time."}])


def spanish_household():
    return in_spanish(assemble(
        account=account("107351-002", "María Guadalupe Hernández Villaseñor", "1422 Walnut Street", 960, route="009"),
        mail=mail("MARÍA GUADALUPE HERNÁNDEZ VILLASEÑOR", "1422 WALNUT ST", "CEDAR BLUFF CO 80599-1422", serial=417029, zip_code="80599142222"),
        number="2611-007351", dates=DATES, services=house(8240, winter=5610), before=[7630, 6890, 6720, 6540, 6810, 7260, 10_130, 12_980, 14_350, 13_690, 10_940, 8710],
        meters=[meter("71102277", '3/4"', "Water", 41_950, 8240, READ)],
        previous=12_377, payments=[(PAID, -12_377)],
        messages=[{"title": "Antes de la primera helada fuerte", "text": "Desconecte las mangueras de las llaves exteriores y cubra las llaves. Una manguera conectada es la causa más común de fugas en invierno."},
                  {"title": "Entrega de hojas secas", "text": "Traiga sus hojas al patio de 480 Quarry Road los sábados hasta el 12 de diciembre, de 8 a. m. a 2 p. m. Sin bolsas, por favor."}]))


def spanish_past_due():
    return in_spanish(assemble(
        account=account("110162-001", "Concepción Gutiérrez-Ortega", "233 Poudre River Road, Unit 4", 4390, route="026"),
        mail=mail("CONCEPCIÓN GUTIÉRREZ-ORTEGA", "233 POUDRE RIVER RD UNIT 4", "CEDAR BLUFF CO 80599-0233", serial=417030, zip_code="80599023304"),
        number="2611-010162", dates=DATES, services=house(19_380, winter=6950), before=[12_310, 9_240, 8_970, 8_730, 9_110, 9_850, 14_620, 19_940, 22_180, 20_870, 16_330, 13_050],
        meters=[meter("70884417", '3/4"', "Water", 277_061, 19_380, READ, "estimated", note="Estimada: portón cerrado")],
        previous=31_280, payments=[(date(2026, 10, 30), -5_000), (date(2026, 11, 12), -4_000)], late_fee=LATE_FEE, shutoff=date(2026, 12, 9),
        messages=[{"title": "Si no puede pagarlo todo", "text": "Llámenos antes del 9 de diciembre. Podemos acordar un plan de pagos, y el Neighbors Fund quizás ayude con una parte de su factura."}]))


ALL = {"normal": normal, "estimated": estimated, "longest-name": longest_name, "forty-charges": forty_charges, "credit": credit,
       "no-meter": no_meter, "past-due": past_due, "accented": accented, "vietnamese": vietnamese, "autopay": autopay,
       "zero": zero, "first": first, "final": final, "corrected": corrected, "several-meters": several_meters,
       "large-balance": large_balance, "foreign": foreign, "leak": leak, "budget": budget, "owner-copy": owner_copy,
       "bankruptcy": bankruptcy, "prorated": prorated, "replaced-meter": replaced_meter, "tenant-copy": tenant_copy,
       "autopay-credit": autopay_credit, "dual-system": dual_system, "paperless": paperless, "held": held, "no-use": no_use,
       "corrected-read": corrected_read,
       "returned-payment": returned_payment, "spanish": spanish_household, "spanish-past-due": spanish_past_due,
       "third-party-copy": third_party_copy, "copies": copies}
LARGE_PRINT = ["normal", "corrected-read", "past-due", "several-meters", "autopay", "spanish", "third-party-copy"]


def main():
    only_check = "--check" in sys.argv[1:]
    broken = contract_checker()
    if broken is None:
        print("make_samples: jsonschema is not installed; the contract itself is not checked", file=sys.stderr)
    files = {LARGE / SCHEMA.name: SCHEMA.read_text(encoding="utf-8")}
    bad = []
    for name, make in ALL.items():
        record = verify(make())
        bad += [f"{name}{problem}" for problem in (broken(record) if broken else [])]
        for folder in [SAMPLES] + [LARGE / "samples"] * (name in LARGE_PRINT):
            files[folder / f"{name}.json"] = text_of(record, pretty=True)
    for path, text in files.items():
        if not only_check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            bad.append(f"{path.relative_to(LARGE.parent)} is not what make_samples.py writes")
    for folder in (SAMPLES, LARGE / "samples"):
        bad += [f"{path.name} is not made here" for path in folder.glob("*.json") if path not in files]
    for problem in bad:
        print(f"make_samples: {problem}", file=sys.stderr)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
