/** The file format of TorchScript archives: a class in PyTorch's script language, with its tensors. */
@NullMarked
package io.moderato.model.torchscript;

import org.jspecify.annotations.NullMarked;
