package io.cosymesh.ca.authority;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class OnIssuerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Choices.class);

	@Test
	void builtInIsTheDefault() {
		this.runner.run((context) -> assertThat(context).getBean(Issuer.class).isEqualTo(Issuer.BUILT_IN));
	}

	@ParameterizedTest
	@CsvSource({ "built-in, BUILT_IN", "files, FILES", "FILES, FILES", "vault, VAULT" })
	void settingChooses(String text, Issuer issuer) {
		this.runner.withPropertyValues("cosymesh.ca.issuer=" + text)
			.run((context) -> assertThat(context).getBean(Issuer.class).isEqualTo(issuer));
	}

	@Test
	void unknownIssuerIsRefusedWithTheOnesThereAre() {
		this.runner.withPropertyValues("cosymesh.ca.issuer=step-ca")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("cosymesh.ca.issuer")
				.hasMessageContaining("one of [built-in, files, vault]"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Choices {

		@Bean
		@ConditionalOnIssuer(Issuer.BUILT_IN)
		Issuer builtIn() {
			return Issuer.BUILT_IN;
		}

		@Bean
		@ConditionalOnIssuer(Issuer.FILES)
		Issuer files() {
			return Issuer.FILES;
		}

		@Bean
		@ConditionalOnIssuer(Issuer.VAULT)
		Issuer vault() {
			return Issuer.VAULT;
		}

	}

}
