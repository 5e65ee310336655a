package io.cosymesh.webui.access.throttle;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counts wrong passwords.
 */
@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {

	@Bean
	PasswordThrottle passwordThrottle(ThrottleProperties properties, InstantSource clock) {
		return new PasswordThrottle(
				new SigninThrottle(properties.freeAttempts(), properties.firstWait(), properties.longestWait(), clock),
				new SigninThrottle(properties.freeAttemptsForName(), properties.firstWait(),
						properties.longestWaitForName(), clock));
	}

}
