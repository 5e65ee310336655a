package io.cosymesh.webui.access.description;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Describes the routes that the gateway answers itself; backend-api describes its own.
 */
@RestController
class AccessDescriptionController {

	@GetMapping(path = "/api/v1/access/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
	Resource description() {
		return new ClassPathResource("openapi/access.yaml");
	}

}
