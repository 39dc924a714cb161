/** The file format of TorchScript archives: a class in PyTorch's own script language and the tensors it begins with. */
@NullMarked
package io.moderato.model.torchscript;

import org.jspecify.annotations.NullMarked;
