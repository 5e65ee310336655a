package io.cosymesh.cli.federation;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignDomainTests {

	@Test
	void rowTellsHowItStands() {
		assertThat(row("""
				{"trustDomain": "partner.example", "url": "https://ca.partner.example/v1/bundle",
				 "profile": "https_spiffe", "sequence": 7, "lastRefresh": "2026-11-23T12:00:00.123456Z",
				 "lastResult": "unchanged", "lastError": null}"""))
			.matches("partner.example +https_spiffe +7 +unchanged +2026-11-23T12:00:00Z "
					+ "+https://ca.partner.example/v1/bundle");
	}

	@Test
	void rowBeforeTheFirstLookHasGaps() {
		assertThat(row("{\"trustDomain\": \"partner.example\", \"url\": \"https://x/\", \"profile\": \"https_web\"}"))
			.matches("partner.example +https_web +- +- +- +https://x/");
	}

	@Test
	void rowAfterAFailureSaysWhy() {
		assertThat(row("""
				{"trustDomain": "partner.example", "url": "https://x/", "profile": "https_web", "sequence": 7,
				 "lastResult": "unreachable", "lastError": "it did not answer within 12 s"}"""))
			.endsWith("https://x/\n  it did not answer within 12 s");
	}

	private static String row(String json) {
		return ForeignDomain.of(JsonMapper.shared().readTree(json)).row();
	}

}
