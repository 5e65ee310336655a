package io.cosymesh.mesh.benchmarks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * A member of the mesh that answers, calls, or both.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(EchoController.class)
class EchoApplication {

}
