package io.moderato.openai.store;

import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of the mappings that the communities have chosen. */
interface MappingRows extends JpaRepository<MappingEntity, String> {}
