package io.cosymesh.backend.description;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the description of the API as it is kept, in YAML, and the same in JSON.
 */
@RestController
class DescriptionController {

	private final byte[] yaml;

	private final byte[] json;

	DescriptionController(JsonMapper json) throws IOException {
		ClassPathResource file = new ClassPathResource("openapi.yaml");
		this.yaml = file.getContentAsByteArray();
		this.json = json.writeValueAsBytes(read(file));
	}

	@GetMapping("/api/v1/openapi.json")
	ResponseEntity<byte[]> json() {
		return answer(MediaType.APPLICATION_JSON, this.json);
	}

	@GetMapping("/api/v1/openapi.yaml")
	ResponseEntity<byte[]> yaml() {
		return answer(MediaType.APPLICATION_YAML, this.yaml);
	}

	private static Map<String, Object> read(ClassPathResource file) {
		YamlMapFactoryBean reader = new YamlMapFactoryBean();
		reader.setResources(file);
		return Objects.requireNonNull(reader.getObject());
	}

	private static ResponseEntity<byte[]> answer(MediaType type, byte[] description) {
		return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noCache()).body(description);
	}

}
