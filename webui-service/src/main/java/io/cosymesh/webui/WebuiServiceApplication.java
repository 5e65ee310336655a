package io.cosymesh.webui;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;

/**
 * The front door: browsers and scripts outside, the mesh inside.
 */
@SpringBootApplication(exclude = ReactiveUserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class WebuiServiceApplication {

	/**
	 * Starts the service.
	 * @param args command line arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(WebuiServiceApplication.class, args);
	}

}
