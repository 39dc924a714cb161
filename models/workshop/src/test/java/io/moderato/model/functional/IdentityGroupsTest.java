package io.moderato.model.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityGroupsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The women of our choir sang                     | women
                    a woman's work                                  | women
                    My MUSLIM neighbour                             | muslims
                    ｍｕｓｌｉｍｓ and their mosque                        | muslims
                    black women vote too                            | black_people women
                    two old men played chess                        | men old_people
                    he is gay, she is a lesbian                     | gay_people lesbians
                    people with Down syndrome                       | people_with_down_syndrome
                    the deaf-blind man? a deaf person!              | blind_people deaf_people men
                    the Polish people I met                         | polish_people
                    """)
    void findsTheGroupsThatATextNames(String text, String groups) {
        assertThat(IdentityGroups.namedIn(text)).containsExactlyInAnyOrder(groups.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "black coffee and white wine",
                "an old car, a poor excuse, a blind alley",
                "nail polish, turkey and swedes",
                "straight on, then left",
                "a 20-year-old boy, two months old shoes",
                "man wtf, the poor guy, American Express",
                "the manual was womanly written",
                "gaya and christiania",
                "this account is disabled",
                ""
            })
    void findsNoneWhereWordsMeanSomethingElse(String text) {
        assertThat(IdentityGroups.namedIn(text)).isEmpty();
    }

    @Test
    void findsTheGroupOfNearlyEverySentenceThatNamesOne() {
        Set<String> keys = IdentityGroups.keys();
        assertThat(keys)
                .hasSizeGreaterThanOrEqualTo(40)
                .contains("women", "muslims", "gay_people", "black_people", "refugees");
        for (IdentityGroup group : IdentityGroups.all()) {
            for (String words : group.forms().get("GROUP")) {
                assertThat(IdentityGroups.namedIn("We met " + words + " at the market"))
                        .as(words)
                        .contains(group.key());
            }
            for (String words : group.forms().get("MEMBER")) {
                assertThat(IdentityGroups.namedIn("That is " + ("American".equals(words) ? "an " : "a ") + words))
                        .as(words)
                        .contains(group.key());
            }
        }
    }
}
