package io.cosymesh.webui.cosyvoice;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GrpcDeadlineTests {

	@ParameterizedTest
	@CsvSource({ "1H,PT1H", "2M,PT2M", "3S,PT3S", "250m,PT0.25S", "5u,PT0.000005S", "7n,PT0.000000007S", "0S,PT0S",
			"99999999H,P1D" })
	void unitsAreThoseOfTheProtocol(String header, Duration expected) {
		assertThat(GrpcDeadline.parse(header)).hasValue(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "S", "5", "5s", "-5S", "123456789S", "5S ", "1.5S" })
	void whatIsNoDeadlineIsNone(String header) {
		assertThat(GrpcDeadline.parse(header)).isEmpty();
	}

	@Test
	void callWithoutADeadlineHasNone() {
		assertThat(GrpcDeadline.parse(null)).isEmpty();
	}

}
