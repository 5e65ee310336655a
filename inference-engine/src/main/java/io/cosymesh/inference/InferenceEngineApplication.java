package io.cosymesh.inference;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the inference engine.
 */
@SpringBootApplication
public class InferenceEngineApplication {

	/**
	 * Runs the service until it is stopped.
	 * @param arguments Spring Boot's usual arguments
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(InferenceEngineApplication.class, arguments);
	}

}
