package io.cosymesh.backend.openai;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says which models there are: one, under the names that clients have for it.
 */
@RestController
@RequestMapping("/v1/models")
class ModelController {

	private final OpenAiProperties properties;

	ModelController(OpenAiProperties properties) {
		this.properties = properties;
	}

	@GetMapping
	ModelList list() {
		return ModelList.of(this.properties.models());
	}

	@GetMapping("/{id}")
	ModelList.Model get(@PathVariable String id) {
		if (!this.properties.models().contains(id)) {
			throw OpenAiProblems.modelNotFound(id);
		}
		return ModelList.Model.named(id);
	}

}
