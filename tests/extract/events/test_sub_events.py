"""Short reports get the sub-event that ACLED's codebook defines and PLOVER's type, from one neutral record."""

from collections.abc import Callable

import pytest
from service.models.mention import EventMention, Quad

Report = Callable[..., tuple[EventMention, ...]]


def sub_event(text: str, report: Report) -> str | None:
    acled = report(text)[0].event_type.acled
    return acled.sub_event_type if acled else None


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Armed clash", "Clashes broke out between the army and Taliban militants in Maiwand district."),
        ("Armed clash", "Soldiers ambushed suspected Boko Haram fighters near Damboa, killing five of them."),
        (
            "Armed clash",
            "Al-Shabaab militants ambushed soldiers near Lamu. Four soldiers lost their lives.",
        ),
        ("Armed clash", "Guerrillas and troops had an encounter near Kabankalan, leaving three guerrillas dead."),
        (
            "Government regains territory",
            "Government troops drove out insurgents and restored control of the town.",
        ),
        (
            "Abduction/forced disappearance",
            "He was taken from his home by agents; his whereabouts remain unknown.",
        ),
        ("Shelling/artillery/missile attack", "Tanks fired several rounds at farmland."),
        ("Attack", "Militiamen martyred two shepherds in the valley."),
        ("Other", "A mass grave was found near the town."),
        ("Government regains territory", "Army forces regained control of the town of Saraqib after heavy clashes."),
        ("Government regains territory", "The Afghan security forces recaptured Garmsir district from the Taliban."),
        ("Non-state actor overtakes territory", "Taliban fighters captured the district center of Shirin Tagab."),
        ("Non-state actor overtakes territory", "Houthi forces took control of several positions in Marib."),
        ("Air/drone strike", "Coalition warplanes carried out five air strikes on the capital."),
        ("Air/drone strike", "Russian jets bombed the outskirts of the town; three civilians died."),
        ("Suicide bomb", "A suicide bomber detonated his explosives outside a mosque, killing 12 worshippers."),
        ("Shelling/artillery/missile attack", "The forces shelled the village with artillery and rockets."),
        ("Shelling/artillery/missile attack", "Indian and Pakistani troops exchanged fire with heavy mortars."),
        ("Shelling/artillery/missile attack", "Two rockets landed near the embassy."),
        ("Remote explosive/landmine/IED", "A roadside bomb hit a police vehicle, wounding four officers."),
        ("Remote explosive/landmine/IED", "A landmine exploded in a field, killing a farmer."),
        ("Grenade", "Unidentified men threw a hand grenade at a bar, injuring seven people."),
        ("Chemical weapon", "The air force dropped chlorine gas on the town."),
        ("Sexual violence", "Armed men raped three women near the camp."),
        ("Attack", "Gunmen shot and killed a village head."),
        ("Attack", "Police officers beat a journalist in the capital."),
        ("Abduction/forced disappearance", "Bandits kidnapped 30 students from a school."),
        ("Peaceful protest", "Hundreds of teachers protested in Tunis demanding better salaries."),
        ("Peaceful protest", "Residents held a march against the law."),
        ("Protest with intervention", "Police used tear gas to disperse protesters who gathered at parliament."),
        ("Protest with intervention", "Police arrested 15 demonstrators during a protest in Minsk."),
        ("Excessive force against protesters", "Police opened fire on protesters, killing four."),
        ("Violent demonstration", "Protesters threw stones at police and set fire to tires."),
        ("Violent demonstration", "Rioters burned down a police station during a protest."),
        ("Mob violence", "A mob lynched a man accused of theft."),
        ("Mob violence", "Angry residents beat a suspected thief to death."),
        ("Agreement", "The government and the rebels signed a peace agreement."),
        ("Arrests", "Police arrested 20 suspected militants."),
        ("Change to group/activity", "Government forces deployed reinforcements to the front line."),
        ("Change to group/activity", "Fifty fighters surrendered to the military."),
        ("Disrupted weapons use", "Police defused an explosive device."),
        ("Disrupted weapons use", "Air defenses intercepted a Houthi drone over the city."),
        ("Headquarters or base established", "Turkish forces established a new military base near the village."),
        ("Looting/property destruction", "Armed men looted shops and burned houses in the village."),
        ("Non-violent transfer of territory", "Government forces entered the town without resistance."),
        ("Non-violent transfer of territory", "The forces withdrew from the town of Ras al-Ain."),
        ("Other", "The government imposed a curfew in the city."),
    ],
)
def test_a_report_has_the_sub_event_of_the_codebook(expected: str, text: str, report: Report) -> None:
    assert sub_event(text, report) == expected


def test_killing_turns_arson_into_an_attack(report: Report) -> None:
    assert sub_event("Armed men burned 30 houses and killed three villagers.", report) == "Attack"


@pytest.mark.parametrize(
    ("plover", "quad", "text"),
    [
        ("ACCUSE", Quad.VERBAL_CONFLICT, "Ukraine accused Russia of sending tanks."),
        ("ACCUSE", Quad.VERBAL_CONFLICT, "The United Nations condemned the attack on the school."),
        ("AGREE", Quad.VERBAL_COOPERATION, "Australia has agreed to lend one billion dollars to Indonesia."),
        ("AGREE", Quad.VERBAL_COOPERATION, "Italy said it would send medicine to Libya."),
        ("AID", Quad.MATERIAL_COOPERATION, "Germany provided humanitarian aid to Yemen."),
        ("COERCE", Quad.MATERIAL_CONFLICT, "Turkish police detained the head of a rights group."),
        ("COERCE", Quad.MATERIAL_CONFLICT, "Britain imposed sanctions on Belarus."),
        ("CONSULT", Quad.VERBAL_COOPERATION, "President Ghani held talks with the prime minister of India."),
        ("MOBILIZE", Quad.MATERIAL_CONFLICT, "Israel mobilized the army along the border."),
        ("PROTEST", Quad.MATERIAL_CONFLICT, "Teachers went on strike for better pay."),
        ("REJECT", Quad.VERBAL_CONFLICT, "Iran rejected the proposal of the United States."),
        ("REQUEST", Quad.VERBAL_CONFLICT, "France urged Turkey to open the border."),
        ("RETREAT", Quad.MATERIAL_COOPERATION, "The rebels released 21 hostages."),
        ("SANCTION", Quad.MATERIAL_CONFLICT, "The United States suspended military aid to Indonesia."),
        ("SUPPORT", Quad.VERBAL_COOPERATION, "Germany welcomed the decision of the court."),
        ("THREATEN", Quad.VERBAL_CONFLICT, "North Korea threatened to shell the island."),
    ],
)
def test_a_sentence_has_the_plover_type_and_quad_class(plover: str, quad: Quad, text: str, report: Report) -> None:
    event_type = report(text)[0].event_type

    assert event_type.plover is not None
    assert (event_type.plover.type, event_type.quad) == (plover, quad)


def test_modes_name_the_means(report: Report) -> None:
    modes = [report(text)[0].event_type.plover for text in ("Jets bombed the town.", "Troops withdrew from the town.")]

    assert [plover.mode if plover else None for plover in modes] == ["aerial", "withdraw"]


def test_words_have_no_acled_event(report: Report) -> None:
    assert report("Ukraine accused Russia of lying.")[0].event_type.acled is None
