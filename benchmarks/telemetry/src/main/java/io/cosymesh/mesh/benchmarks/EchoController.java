package io.cosymesh.mesh.benchmarks;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers at once, so that nothing but the way there and back is measured.
 */
@RestController
class EchoController {

	@GetMapping("/v1/echo/{id}")
	String echo(@PathVariable String id) {
		return id;
	}

}
