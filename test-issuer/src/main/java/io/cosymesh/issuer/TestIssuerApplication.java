package io.cosymesh.issuer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The issuer.
 */
@SpringBootApplication
public class TestIssuerApplication {

	/**
	 * Starts the issuer.
	 * @param args command line arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(TestIssuerApplication.class, args);
	}

}
