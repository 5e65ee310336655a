package io.cosymesh.inference.cosyvoice;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RuntimeAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8091", "http://localhost:50000/", "http://[::1]:8091",
			"http://127.1.2.3", "https://gpu.example.org/voice" })
	void loopbackAndHttpsAreTaken(String url) {
		assertThat(RuntimeAddress.checked(URI.create(url))).isEqualTo(URI.create(url));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://gpu.example.org", "http://10.0.0.7:8091", "http://127.0.0.1.example.org",
			"http://localhost.example.org", "http://0.0.0.0:8091" })
	void otherHostsInTheClearAreRefused(String url) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RuntimeAddress.checked(URI.create(url)))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("cosymesh.engine.cosyvoice.url");
				assertThat(ex.getReason()).contains("would leave this machine in the clear");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://127.0.0.1", "127.0.0.1:8091", "/v1/audio/speech", "http://127.0.0.1/?key=x" })
	void whatIsNoAddressIsRefused(String url) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> RuntimeAddress.checked(URI.create(url)));
	}

	@Test
	void passwordInTheAddressIsRefusedAndNotPrinted() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RuntimeAddress.checked(URI.create("https://me:sesame@gpu.example.org")))
			.satisfies((ex) -> assertThat(String.valueOf(ex.getValue())).doesNotContain("sesame"));
	}

	@Test
	void keyIsNotPrinted() {
		assertThat(Driving.properties("http://127.0.0.1:1", "api-key=sesame").toString()).doesNotContain("sesame")
			.contains("apiKey=***");
	}

}
