package io.cosymesh.audio;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the audio-processor.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AudioProcessorApplication {

	/**
	 * Starts the service.
	 * @param args Spring Boot arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(AudioProcessorApplication.class, args);
	}

}
