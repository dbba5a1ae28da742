"""What a critical reader says to the findings of the seed map, by the key of the finding read."""

from __future__ import annotations

NOT_READ = "*This finding is new; nobody has read it yet.*"

READINGS = {
    "gap campaign social_movement supported": (
        "Ten movements stand here, and the map holds less than one tie each. Movements such as Occupy, UK Uncut or "
        "Extinction Rebellion have no membership to record and sign few letters; they meet campaigns on the street, "
        "and no source lists that. The label says that movements have fewer ties to campaigns than chance deals to "
        "others as thinly recorded. It cannot say that the two do not work together: probably a gap in records first. "
        "The pair named first to meet is a sensible one to ring up."
    ),
    "gap transition_group ngo supported": (
        "The transition groups are those that a few pages name, many of them inactive by now, nearly all tied to the "
        "Transition Network alone; the NGOs are mostly national. That local groups and national charities share "
        "causes and not tables is believable, but the test does not know distance on the ground: it expects a group "
        "in one town to ally with a London charity as readily as with a neighbour. Useful as a question to the "
        "Transition Network, not as fifty introductions."
    ),
    "gap think_tank faith_group supported": (
        "The best of the four. Both sides are well recorded, faith groups above all through letters of church leaders "
        "and debt and poverty campaigns; so the ties missing are not just unseen. Letters tie churches to one another "
        "in bunches, which is what the shuffle test is for, and the gap stands it. What the sources cannot know: work "
        "on reports and events, the usual way in which think tanks and churches meet, leaves no membership behind."
    ),
    "gap transition_group think_tank supported": (
        "Nothing recorded where nine ties were expected: a small finding. Local groups seldom join what think tanks "
        "join, and think tanks join little at all. It repeats the second finding, local groups against national "
        "bodies, and should not be counted as further evidence."
    ),
    "natural tuc stuc": (
        "Wrong as news. The two congresses are sister federations and have worked together for more than a century; "
        "no page in the sources happened to say so. The score did its work, for they could hardly be more alike; it "
        "is the clearest example that *no tie recorded* is not *no tie*. An editor should add this one."
    ),
    "bridging tuc wwf-uk": (
        "Plausible at the surface, thin beneath. The two shared causes are both held at the weight 0.25 that joining "
        "a coalition gives: each stands on the pages of one accountability coalition, and took part in a fuel poverty "
        "campaign. The score treats them as it would the core of a mission, since weights of stances do not enter. "
        "The stronger ground, a just transition for workers, is recorded for the TUC only."
    ),
    "natural transition-network centre-for-alternative-technology": (
        "Right in substance: energy, resilience and climate, practised rather than campaigned for. People who know "
        "the field will say that the two know each other already, and general knowledge supports them. The way over "
        "Sustainable Bungay and Christian Aid is a path in the records, not the one anybody would take."
    ),
    "bridging transition-network centre-for-alternative-technology": (
        "The same organisation as on the first list. It counts as unlike because its kind and constituencies differ "
        "on record; in style and people the two are near. Social distance is as good as the two fields it is built "
        "on, and constituencies are the compiler's classification."
    ),
    "plan freedom-from-torture tuc": (
        "Φ rises because seventeen refugee organisations stand apart from the 440 of the main component: any tie "
        "between the two counts for thousands of pairs, and the best one goes to the largest hub. Such an island is "
        "the record's, not the field's: Lift the Ban and Together With Refugees are listed in small part, and whoever "
        "works there will name a dozen ties at once. A good place to complete the map, and no reason to introduce "
        "these two."
    ),
}
COALITION = (
    "Energy Action Scotland and E3G bring different halves of the question, and Friends of the Earth has more "
    "recorded allies than all but one on the map. But the End Fuel Poverty Coalition is itself a coalition, and "
    "Warm This Winter, begun in 2022 and in the data, does nearly this already; the search does not ask whether "
    "the alliance exists. Grandparents for a Safe Earth has no recorded tie at all: it is there for the spread "
    "over kinds and places. The student network may no longer be active, which the sources do not say."
)


def reading(key: str) -> str:
    """What was said to a finding, or that nobody has read it."""
    members = {"e3g", "end-fuel-poverty-coalition", "energy-action-scotland", "friends-of-the-earth"}
    if key.startswith("coalition ") and members <= set(key.split()):
        return COALITION
    return READINGS.get(key, NOT_READ)
