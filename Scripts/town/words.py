"""Words that come with the data, in both languages: reasons of adjustments, notes of meters, messages of the bill."""

import cedar_bluff as book

from .days import NOW, said, shutoff_day

book.SPANISH += [(r"Stormwater only", "Solo aguas pluviales"), (r"New account set up", "Apertura de cuenta"), (r"Budget plan", "Plan de pago parejo"),
                 (r"Same amount each month", "La misma cantidad cada mes"), (r"To reach your plan amount", "Para llegar a la cantidad de su plan"),
                 (r"Residential, (\S+) meter", r"Residencial, medidor de \1")]

TAKEN_OUT = {"en": "Taken out {}", "es": "Retirado el {}"}
SET = {"en": "Set {}", "es": "Instalado el {}"}
FINAL_READ = {"en": "Final read at move-out", "es": "Lectura final por mudanza"}
TURNED_OFF = {"en": "Water off since {}", "es": "Agua cortada desde el {}"}
READ_AGAIN = {"en": "Read again on {}", "es": "Leído de nuevo el {}"}

RETURNED = {"en": "Payment of {} returned by your bank", "es": "Pago del {} devuelto por su banco"}
RETURNED_FEE = {"en": "Fee for the returned payment", "es": "Cargo por pago devuelto"}
SHUTOFF_FEE = {"en": "Fee to turn the water on again", "es": "Cargo por reconexión"}
LIEN_FEE = {"en": "Lien fee", "es": "Cargo por gravamen"}
RECORDING_FEE = {"en": "Recording fee of the county", "es": "Cargo del condado por registro"}
LEAK_CREDIT = {"en": "Leak credit for {}", "es": "Crédito por fuga de {}"}
MISREAD = {"en": "Bill of {} corrected: meter read wrong", "es": "Factura del {} corregida: lectura equivocada"}
LEAK_LINE = {"en": "Leak credit, half of the lost water's price", "es": "Crédito por fuga, la mitad del agua perdida"}
LEAK_NOTE = {"en": "The line to your sprinklers had broken. Thank you for sending us the plumber's receipt.",
             "es": "Se había roto la línea de sus aspersores. Gracias por enviarnos el recibo del plomero."}
MISREAD_NOTE = {"en": "The reader took one figure for another.",
                "es": "El lector confundió una cifra con otra."}
APPROVER = {"en": "Utility Billing Coordinator", "es": "Coordinadora de Facturación"}
GOODWILL = {"en": "Credit for the days of low pressure, October 26 to 28", "es": "Crédito por baja presión, 26 al 28 de octubre"}
FUND = {"en": "Paid by the Neighbors Fund", "es": "Pagado por el Neighbors Fund"}
DEPOSIT = {"en": "Deposit returned to your account", "es": "Depósito devuelto a su cuenta"}
TAKEN_BACK = {"en": "Bill {} taken back", "es": "Factura {} anulada"}


def pick(words, language, day=None):
    return words[language].format(said(day, language)) if day else words[language]


def both(words, what=None):
    """The words of each language; what: a day or a number within them."""
    return {language: words[language].format("" if what is None else what if isinstance(what, str) else said(what, language)) for language in ("en", "es")}


MESSAGES = {
    "en": [
        {"title": "Before the first hard freeze", "text": "Take hoses off outdoor taps and cover the taps. A hose left on is the most common cause of winter leaks."},
        {"title": "Leaf drop-off", "text": "Bring leaves to the yard at 480 Quarry Road on Saturdays through December 12, 8 a.m. to 2 p.m. No bags, please."},
        {"text": "The utility office is closed on November 26 and 27 for Thanksgiving. For an emergency, call 970-555-0134 at any hour."},
        {"title": "Pay without a stamp", "text": "Scan the code on this bill, or sign up for autopay at www.cedarbluff.example/utilities."}],
    "es": [
        {"title": "Antes de la primera helada fuerte", "text": "Desconecte las mangueras de las llaves exteriores y cubra las llaves. Una manguera conectada es la causa más común de fugas en invierno."},
        {"title": "Entrega de hojas secas", "text": "Traiga sus hojas al patio de 480 Quarry Road los sábados hasta el 12 de diciembre, de 8 a. m. a 2 p. m. Sin bolsas, por favor."},
        {"text": "La oficina estará cerrada el 26 y 27 de noviembre. Para una emergencia, llame al 970-555-0134 a cualquier hora."},
        {"title": "Pague sin estampilla", "text": "Escanee el código de esta factura, o inscríbase en el pago automático en www.cedarbluff.example/utilities."}]}
OF_STATE = {
    "estimated": {"en": {"title": "Why this read is estimated", "text": "We could not reach your meter this month. The next actual read sets it right by itself."},
                  "es": {"title": "Por qué la lectura es estimada", "text": "No pudimos leer su medidor este mes. La próxima lectura lo corrige por sí sola."}},
    "past-due": {"en": {"title": "If you cannot pay it all", "text": "Call us before {}. We can set up a payment plan, and the Neighbors Fund may help with a part of your bill."},
                 "es": {"title": "Si no puede pagarlo todo", "text": "Llámenos antes del {}. Podemos acordar un plan de pagos, y el Neighbors Fund quizás ayude con una parte de su factura."}},
    "owing": {"en": {"title": "If you cannot pay it all", "text": "Call us. We can set up a payment plan, and the Neighbors Fund may help with a part of your bill."},
              "es": {"title": "Si no puede pagarlo todo", "text": "Llámenos. Podemos acordar un plan de pagos, y el Neighbors Fund quizás ayude con una parte de su factura."}},
    "off": {"en": {"title": "Your water is off", "text": "To have it on again, pay the past-due amount and the fee of $50.00, and call us. We turn it on the same day when you pay before 3 p.m."},
            "es": {"title": "Su agua está cortada", "text": "Para reconectarla, pague el saldo vencido y el cargo de $50.00, y llámenos. Si paga antes de las 3 p. m., la reconectamos el mismo día."}},
    "credit": {"en": {"title": "You have a credit", "text": "We take the credit off your next bills. If you want it back, call us and we will mail a check."},
               "es": {"title": "Tiene un crédito", "text": "Descontamos el crédito de sus próximas facturas. Si lo quiere de vuelta, llámenos y le enviamos un cheque."}},
    "no-meter": {"en": {"text": "You get this bill for stormwater only. Your water and sewer come from another district, which bills you itself."},
                 "es": {"text": "Esta factura es solo por aguas pluviales. Otro distrito le da agua y alcantarillado, y se los cobra aparte."}},
    "first": {"en": {"title": "Welcome to Cedar Bluff", "text": "This is your first bill. It starts on the day you moved in."},
              "es": {"title": "Bienvenido a Cedar Bluff", "text": "Esta es su primera factura. Empieza el día en que se mudó."}},
    "final": {"en": {"title": "Your account is closed", "text": "This is your final bill. The base charge is for a part of the month, and your deposit is taken off."},
              "es": {"title": "Su cuenta está cerrada", "text": "Esta es su última factura. El cargo base es por una parte del mes, y su depósito está descontado."}},
    "corrected": {"en": {"title": "This bill is corrected", "text": "An earlier bill used a wrong meter reading. Please throw it away and pay this one. We are sorry for the trouble."},
                  "es": {"title": "Esta factura está corregida", "text": "Una factura anterior usó una lectura equivocada. Tírela y pague esta. Disculpe la molestia."}},
    "replaced": {"en": {"title": "New meter", "text": "We replaced your meter. The reads of the old and the new one add up to your use."},
                 "es": {"title": "Medidor nuevo", "text": "Cambiamos su medidor. Las lecturas del anterior y del nuevo suman su consumo."}},
    "fund": {"en": {"text": "The Neighbors Fund has paid this bill for you. You owe nothing this month."},
             "es": {"text": "El Neighbors Fund pagó esta factura por usted. Este mes no debe nada."}},
    "returned": {"en": {"title": "Your payment came back", "text": "Your bank returned a payment. Please pay by card, cash or money order this time."},
                 "es": {"title": "Su pago fue devuelto", "text": "Su banco devolvió un pago. Esta vez pague con tarjeta, efectivo o giro postal."}},
    "leak": {"en": {"title": "Ask for a leak credit", "text": "Fix the leak, keep the receipt, and call us within 60 days. Once in three years we can take off a part of the extra water."},
             "es": {"title": "Pida un crédito por fuga", "text": "Repare la fuga, guarde el recibo y llámenos en un plazo de 60 días. Una vez cada tres años podemos descontar parte del agua perdida."}},
    "tenant": {"en": {"title": "Why you get this copy", "text": "The property owner holds the account and gets the bill to pay. As the tenant you get a copy, so that you see the water that you use."},
               "es": {"title": "Por qué recibe esta copia", "text": "El propietario tiene la cuenta y recibe la factura. Usted, como inquilino, recibe una copia para ver el agua que usa."}},
}


def states(a, s, corrected, copy_for):
    """What there is to say about this bill, the weightiest first."""
    if copy_for == "tenant":
        yield "tenant"
    if corrected:
        yield "corrected"
    if a.habit in ("off", "lien"):
        yield "off"
    elif a.habit == "returned":
        yield "returned"
    elif s.forward > 0 and a.habit != "bankrupt" and not copy_for:
        yield "past-due" if a.habit == "two" and not a.hold else "owing"
    if a.habit == "fund":
        yield "fund"
    elif s.total < 0:
        yield "credit"
    for true, name in ((a.opened, "first"), (a.closed, "final"), (a.estimated, "estimated"), (not a.meters, "no-meter"), (a.leak, "leak"), (len(a.meters) > 1 and a.meters[-1].set_on, "replaced")):
        if true:
            yield name


def messages(a, s, language, corrected=False, copy_for=None):
    made = []
    for name in states(a, s, corrected, copy_for):
        said_so = dict(OF_STATE[name][language])
        said_so["text"] = said_so["text"].replace("{}", said(shutoff_day(NOW), language))
        made.append(said_so)
    if a.habit != "bankrupt":
        made += [MESSAGES[language][(a.index + n) % 4] for n in range(1 if made else 2)]
    return made
