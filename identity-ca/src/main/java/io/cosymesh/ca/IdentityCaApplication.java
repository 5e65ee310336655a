package io.cosymesh.ca;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The mesh's certificate authority.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class IdentityCaApplication {

	/**
	 * Starts the CA.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(IdentityCaApplication.class, args);
	}

}
