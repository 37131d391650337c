/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An independent reader's view of an AppImage: Debian's libappimage. Prints its type and where its file system begins,
 * then the files in it, folders twice; fails unless it is of type 2 and has an icon. */
#include <appimage/appimage.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    int type = appimage_get_type(argv[1], false);
    printf("%d %lld\n", type, (long long)appimage_get_payload_offset(argv[1]));
    char **files = appimage_list_files(argv[1]);
    for (char **file = files; file && *file; file++)
        puts(*file);
    appimage_string_list_free(files);
    char *icon = NULL;
    unsigned long iconBytes = 0;
    bool hasIcon = appimage_read_file_into_buffer_following_symlinks(argv[1], ".DirIcon", &icon, &iconBytes);
    free(icon);
    return type == 2 && hasIcon && iconBytes > 0 ? 0 : 1;
}
