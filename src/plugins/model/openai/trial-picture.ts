import type { Image } from '../../../core/kinds/model.ts';

/** What stands in the trial picture. */
export const trialNumber = '47';

/** A picture with a number in black on white, by which it is seen whether a model has eyes: one that only takes pictures cannot read it. */
export const trialPicture: Image = {
  width: 96,
  height: 64,
  jpeg: Buffer.from(
    [
      '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgYGBwYHCEhISEhISckJygoKCcnJycoKCgrKyszMzMrKysoKCsrMDAzMz',
      'c5NzQ0MzQ5OTw8PEhIRUVUVFdnZ3z/xAB2AAEAAwEBAQAAAAAAAAAAAAAABgcIBAUCAQEAAAAAAAAAAAAAAAAAAAAA',
      'EAABAwIDAwcLAwUBAAAAAAABAAIRBAMSMQUTIXGhQWGj0iIVcjKBFIJTUSMG0ZGyQlTBhEM1sVIRAQAAAAAAAAAAAA',
      'AAAAAAAAD/wAARCABAAGADASIAAhEAAxEA/9oADAMBAAIRAxEAPwC/0REBEUYr6xtDYdcO85Mb/wCnHIcOc9CCTos9',
      'Ueu1VRUWrTmWQHvDTDXzB+EvK0KgIoTqVTVUzGGmtbVxdDhge+BGcMIVbeK6x/C6i/2kF/os/wDiusfwuov9pfFHrl',
      'ZU1Nq0bdmHuAMNfIbzkTcOQlBoNERAREQfJIAJO4DMrNzi7XK8NE7C1+md54vOXRwUm12uLQKS1vfcjHGcHJnF3/OK',
      'nOmUIoacNPnu71w9Pw4Ny5UFAW2hushoEAVJAAyADslrNZQb/uv7o/qK1egIiIITq1T6rR3HAw5wwN4u+wk+hVZ9OU',
      '0vuVBHm9xvE73fgR+Vx/UVTtL7LAytiXeU77CPyrt06m9UpbVvniXeU7efxl6EEoREQF5VVe9XsXbsTgY50fGAvVXL',
      'ctsvMcx4lrgQRvEg9IgoMs6ZfphUvqay735loLXulx/d3WkCOYfZXh43p3v+ru9hPBNO9x1l3tp4Jp3uOsu9tBnwVF',
      'oapt8Xy9uX4oPm4pmIxckrT9NX01YXCzcxlok917YHtNCzAKe0dU2GH5e3LMMnzcURM4uWVp+moKajLjZt4C4Qe890',
      'j2nFBJFz3Httsc924NBcT0ASV0KqNfqdjS7MHvXjHsje7+g9KCotPY7UdS2j8sRuu4A7hwmBwWtFTn09TbOndeI33T',
      'u8lu7lM8iuNAREQEREBERBVA0WK31rb/5TcwbP4mYxY+WFa6IgKr9R0h2oXQ838Aa3CG7PFHOTOMZ8FaCIOKzabZts',
      'ttyY0NHoC7URAREQf//Z',
    ].join(''),
    'base64',
  ),
};
