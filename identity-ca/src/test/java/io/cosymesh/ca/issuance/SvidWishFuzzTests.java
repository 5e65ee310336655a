package io.cosymesh.ca.issuance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

public class SvidWishFuzzTests {

	private static final Duration MAX_TTL = Duration.ofHours(1);

	private final JsonMapper json = JsonMapper.shared();

	@FuzzTest
	void takesAWishOrRefusesIt(byte[] input) {
		SvidWish wish;
		try {
			wish = this.json.readValue(new String(input, StandardCharsets.UTF_8), SvidWish.class);
		}
		catch (JacksonException ex) {
			return;
		}
		if (wish == null) {
			return;
		}
		try {
			SvidOrder order = SvidOrder.of(wish, MAX_TTL);
			assertThat(order.ttl()).isBetween(Duration.ofMinutes(1), MAX_TTL);
		}
		catch (RefusedException ex) {
			assertThat(ex.refusal()).isNotNull();
		}
	}

}
