package io.cosymesh.backend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts backend-api: voices, speech and their storage.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BackendApiApplication {

	/**
	 * Runs the service until it is told to stop.
	 * @param args Spring Boot arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(BackendApiApplication.class, args);
	}

}
