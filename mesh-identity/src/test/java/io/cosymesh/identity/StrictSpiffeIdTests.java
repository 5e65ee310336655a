package io.cosymesh.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StrictSpiffeIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "spiffe://a", "spiffe://a.b-c/x", "spiffe://a_b/c",
			"spiffe://1.2.3.4/Path/with.Dots_and-dashes", "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api" })
	void readsCanonicalIds(String text) {
		assertThat(StrictSpiffeId.parse(text)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "spiffe", "spiffe:", "spiffe://", "spiffe:///path", "http://a/b", "spiffe:/a/b",
			"SPIFFE://a/b", "spiffe://A/b", "spiffe://a:80/b", "spiffe://u@a/b", "spiffe://a/b?c", "spiffe://a/b#c",
			"spiffe://a/", "spiffe://a//b", "spiffe://a/./b", "spiffe://a/../b", "spiffe://a/b/", "spiffe://a/%41",
			"spiffe://a/b c", "spiffe://a/b\nevent=x", "spiffe://ä/b" })
	void refusesEverythingElseWithoutRepeatingIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> StrictSpiffeId.parse(text))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("event=x"));
	}

	@Test
	void takesIdsOf2048BytesAndNoMore() {
		String longest = "spiffe://a/" + "b".repeat(2048 - "spiffe://a/".length());
		assertThat(StrictSpiffeId.parse(longest)).hasToString(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> StrictSpiffeId.parse(longest + "b"))
			.withMessage("SPIFFE ID is longer than 2048 bytes");
	}

	@Test
	void takesTrustDomainsOf255BytesAndNoMore() {
		assertThat(StrictSpiffeId.parse("spiffe://" + "a".repeat(255) + "/b")).isNotNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StrictSpiffeId.parse("spiffe://" + "a".repeat(256) + "/b"))
			.withMessage("Trust domain is longer than 255 bytes");
	}

}
